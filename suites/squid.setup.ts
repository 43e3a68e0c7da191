import { ensureSquid, NoSquidError } from './squid/find-squid.ts';

/** Before any test: a real Squid, found or installed once. Without it only the tests that need it fail, and say so. */
export default async function setUpSquid(): Promise<void> {
  try {
    process.env['SQUID_PATH'] = await ensureSquid(say);
  } catch (error) {
    if (!(error instanceof NoSquidError)) throw error;
    delete process.env['SQUID_PATH'];
    say(error.message);
  }
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
