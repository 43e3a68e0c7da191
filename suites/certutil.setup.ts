import { hasCertutil } from '../harness/emulator/chromium/testing/has-certutil.ts';
import { installPackages } from './debian-packages.ts';

/** Debian's package with it. */
const PACKAGE = 'libnss3-tools';

/** Before any test: what browsers are told with to trust an authority, found or installed. Without it those tests are skipped. */
export default function setUpCertutil(): void {
  if (hasCertutil()) return;
  say(`No certutil found; installing Debian’s package ${PACKAGE}.`);
  if (installPackages([PACKAGE]) && hasCertutil()) return;
  say(`No certutil found, and none could be installed (Debian: ${PACKAGE}). Tests that need it are skipped.`);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
