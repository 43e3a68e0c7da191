import path from 'node:path';
import type { Reporter } from '../harness/conformance/reporter.ts';
import { jsonSchemaText } from './conformance-report.schema.ts';
import { reportPieces, SCHEMA_FILE } from './conformance-report.ts';
import { writeText } from './text-file.ts';

/** `conformance-report.json`: everything the run learned, for machines, with its JSON Schema beside it. */
const reporter: Reporter = {
  id: 'conformance',
  order: 1,
  writes: ['conformance-report.json', SCHEMA_FILE],
  async report(verification, folder) {
    const file = path.join(folder, 'conformance-report.json');
    await writeText(file, reportPieces(verification));
    await writeText(path.join(folder, SCHEMA_FILE), [jsonSchemaText()]);
    return [{ title: 'conformance report', path: file }];
  },
};

export default reporter;
