import { casesPage } from './cases-page.ts';
import { catalogueContent } from './content.ts';
import { matrixPage } from './matrix-page.ts';

interface GeneratedDocument {
  readonly file: URL;
  readonly text: string;
}

/** Every generated document as it should stand in the repository. Starts nothing. */
export async function generatedDocuments(): Promise<readonly GeneratedDocument[]> {
  const content = await catalogueContent();
  return [
    { file: new URL('../CASES.md', import.meta.url), text: casesPage(content) },
    { file: new URL('../MATRIX.md', import.meta.url), text: matrixPage(content) },
  ];
}
