import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Workplace } from '../../harness/cli/testing/command-line.ts';
import { startEmulator } from '../../harness/emulator/emulator.ts';
import { fakePool } from '../../harness/emulator/testing/fake-pool.ts';
import { canaryForms } from '../../harness/evidence/canaries.ts';
import { startTinyproxy } from '../tinyproxy/tinyproxy.ts';
import { CREDENTIALS, configurationOf } from './testing/scene.ts';
import { startWebsite } from './testing/website.ts';

const ARN = 'arn:aws:secretsmanager:us-east-1:123456789012:secret:proxy-AbCdEf';

test('verify --proxies tap, with credentials from Secrets Manager and from variables; none is printed or written', async () => {
  await using website = await startWebsite(['localhost']);
  await using tinyproxy = await startTinyproxy(`BasicAuth ${CREDENTIALS.username} ${CREDENTIALS.password}`);
  await using emulator = await startEmulator({ pool: fakePool() });
  emulator.secrets.put({ arn: ARN, secretString: JSON.stringify(CREDENTIALS) });
  using work = new Workplace();
  writeFileSync(work.path('proxies.json'), JSON.stringify(configurationOf([{ port: tinyproxy.port }])));
  writeFileSync(work.path('hosts.txt'), `http://localhost:${website.port}/page\n`);

  const { accessKeyId, secretAccessKey } = emulator.credentials;
  const ways = {
    'secrets-manager': {
      AWS_ENDPOINT_URL: emulator.endpoint,
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
    },
    env: { ACPC_PROXY_0_USERNAME: CREDENTIALS.username, ACPC_PROXY_0_PASSWORD: CREDENTIALS.password },
  };
  for (const [from, env] of Object.entries(ways)) {
    const args = ['verify', 'proxies.json', '--proxies', 'tap', '--credentials', from, '--hosts', 'hosts.txt'];
    const { status, stdout, stderr } = await work.run([...args, '--out', from], { env });
    expect({ from, status, stderr }).toMatchObject({ from, status: 0 });
    const reports = readdirSync(work.path(from), { recursive: true, withFileTypes: true }).filter((file) =>
      file.isFile(),
    );
    const written = reports.map(({ parentPath, name }) => readFileSync(join(parentPath, name), 'latin1'));
    expect(reports.length).toBeGreaterThan(0);
    for (const form of canaryForms(CREDENTIALS)) {
      expect([stdout, stderr, ...written].filter((text) => text.includes(form))).toEqual([]);
    }
  }
});
