import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { findSquid } from './find-squid.ts';
import { squidExecutable } from './squid-executable.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'acpc-find-squid-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
  vi.unstubAllEnvs();
});

test('PATH comes before the folders of the system; what cannot be executed is passed over', async () => {
  const squid = join(folder, 'squid');
  writeFileSync(squid, '', { mode: 0o644 });
  const PATH = ['/no/such/folder', folder].join(delimiter);
  expect(await findSquid({ PATH })).not.toBe(squid);
  rmSync(squid);
  writeFileSync(squid, '', { mode: 0o755 });
  expect(await findSquid({ PATH })).toBe(squid);
});

test('a test that needs Squid fails with one line that says what to do', () => {
  vi.stubEnv('SQUID_PATH', undefined);
  expect(squidExecutable).toThrow(
    expect.objectContaining({
      code: 'ERR_NO_SQUID',
      message:
        'No Squid found, and none could be installed. Install it (Debian: `apt-get install squid`), or put it on PATH.',
    }),
  );
});
