import path from 'node:path';
import type { Reporter } from '../harness/conformance/reporter.ts';
import { markdownSummary } from './markdown-summary.ts';
import { writeText } from './text-file.ts';

/** `summary.md`: for the page of a CI job. */
const reporter: Reporter = {
  id: 'markdown',
  order: 3,
  writes: ['summary.md'],
  async report(verification, folder) {
    const file = path.join(folder, 'summary.md');
    await writeText(file, [markdownSummary(verification)]);
    return [{ title: 'Markdown summary', path: file }];
  },
};

export default reporter;
