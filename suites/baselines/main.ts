import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { loadCases } from '../../harness/conformance/cases/load.ts';
import { runCases } from '../../harness/conformance/cases/run-cases.ts';
import { ensureBrowser } from '../../harness/emulator/chromium/install.ts';
import requirements from '../requirements/catalogue.ts';
import { baselineText } from './baseline.ts';

/** `npm run baseline`: runs every case against the emulator as observed, and writes down what deviates. */
const FILE = new URL('observed.yaml', import.meta.url);

const say = (line: string): void => void process.stderr.write(`${line}\n`);
const cases = await loadCases(new URL('../cases/', import.meta.url));
const browser = await ensureBrowser(say);
const { results, incomplete } = await runCases({
  selected: cases.map((one) => ({ case: one, cells: one.cells })),
  requirements,
  browser: browser.executable,
  personality: 'observed',
});
// Neither a pass nor something that can be excused: without these the file would be as wrong as before.
const unproved = results.filter(({ verdict }) => verdict === 'inconclusive' || verdict === 'harness-fault');
if (incomplete !== undefined || unproved.length > 0) {
  if (incomplete !== undefined) say(incomplete);
  for (const { id, verdict, seen } of unproved) say(`${id} is ${verdict}: ${seen}`);
  say('Nothing was written.');
  process.exitCode = 3;
} else {
  const earlier = existsSync(FILE) ? readFileSync(FILE, 'utf8') : '';
  writeFileSync(FILE, baselineText(cases, results, earlier));
  say(FILE.pathname);
}
