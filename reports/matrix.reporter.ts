import path from 'node:path';
import type { Reporter } from '../harness/conformance/reporter.ts';
import { pagePieces } from './matrix-page/page.ts';
import { writeText } from './text-file.ts';

/** `matrix.html`: hosts and schemes with the route that each request really took, in one page that needs no network. */
const reporter: Reporter = {
  id: 'matrix',
  order: 5,
  writes: ['matrix.html'],
  async report(verification, folder) {
    const file = path.join(folder, 'matrix.html');
    await writeText(file, pagePieces(verification, folder));
    return [{ title: 'matrix page', path: file }];
  },
};

export default reporter;
