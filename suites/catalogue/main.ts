import { writeFile } from 'node:fs/promises';
import { generatedDocuments } from './documents.ts';

/** `npm run catalogue`: writes the generated documents. */
for (const { file, text } of await generatedDocuments()) {
  await writeFile(file, text);
  process.stdout.write(`${file.pathname}\n`);
}
