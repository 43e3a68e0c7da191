import { ensureTinyproxy, NoTinyproxyError } from './tinyproxy/find-tinyproxy.ts';

/** Before any test: a real tinyproxy, found or installed once. Without it only the tests that need it fail, and say so. */
export default async function setUpTinyproxy(): Promise<void> {
  try {
    process.env['TINYPROXY_PATH'] = await ensureTinyproxy(say);
  } catch (error) {
    if (!(error instanceof NoTinyproxyError)) throw error;
    delete process.env['TINYPROXY_PATH'];
    say(error.message);
  }
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
