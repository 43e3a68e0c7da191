import path from 'node:path';
import type { Reporter } from '../harness/conformance/reporter.ts';
import { junitPieces } from './junit.ts';
import { writeText } from './text-file.ts';

/** `junit.xml`: for CI systems that show test results. */
const reporter: Reporter = {
  id: 'junit',
  order: 2,
  writes: ['junit.xml'],
  async report(verification, folder) {
    const file = path.join(folder, 'junit.xml');
    await writeText(file, junitPieces(verification));
    return [{ title: 'JUnit XML', path: file }];
  },
};

export default reporter;
