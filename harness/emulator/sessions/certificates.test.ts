import { beforeAll, expect, test } from 'vitest';
import { type BrowserNeeds, UnmetNeedError } from '../session-browser.ts';
import { fakePool } from '../testing/fake-pool.ts';
import { runEmulator } from '../testing/running-emulator.ts';
import { get, start } from '../testing/session-calls.ts';
import { createServerCertificate, type ServerCertificate } from '../tls/server-certificate.ts';

let issued: ServerCertificate;
beforeAll(async () => {
  issued = await createServerCertificate(['www.example.com']);
});

const certificate = (secretArn: string) => ({ location: { secretsManager: { secretArn } } });

/** A pool that remembers what its browsers had to be started with. */
function demandingPool() {
  const pool = fakePool();
  const needs: (BrowserNeeds | undefined)[] = [];
  const take = (need?: BrowserNeeds) => {
    needs.push(need);
    return pool.take(need);
  };
  return { needs, pool: { ...pool, take } };
}

test('every certificate of every secret reaches the browser, which is started for it', async () => {
  const { needs, pool } = demandingPool();
  await using t = await runEmulator({}, pool);
  const both = t.emulator.secrets.put({ name: 'both', secretString: `${issued.certificate}\n${issued.authority}` });
  const one = t.emulator.secrets.put({ name: 'one', secretString: issued.authority });
  const certificates = [certificate(both), certificate(one)];
  const { sessionId } = await start(t, { certificates });
  const trimmed = needs[0]?.certificates.map((pem) => pem.trim());
  expect(trimmed).toEqual([issued.certificate, issued.authority, issued.authority].map((pem) => pem.trim()));
  expect(await get(t, sessionId)).toMatchObject({ certificates });
  await start(t);
  expect(needs[1]).toBeUndefined();
});

test('a secret without a certificate is refused, and so is one that does not exist; each is named', async () => {
  await using t = await runEmulator();
  const good = t.emulator.secrets.put({ name: 'good', secretString: issued.authority });
  const wrong = ['', 'canary', issued.key, issued.certificate.replace(/\n\w{9}/, '\ncanary+++')].map(
    (secretString, index) => t.emulator.secrets.put({ name: `wrong-${index}`, secretString }),
  );
  const missing = `${good.slice(0, -6)}AAAAAA`;
  const arns = [good, ...wrong, missing];
  const error: unknown = await start(t, { certificates: arns.map(certificate) }).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ name: 'ValidationException', reason: 'FieldValidationFailed' });
  const none = 'The secret holds no X.509 certificate in PEM';
  expect(error).toHaveProperty(
    'fieldList',
    [none, none, none, none, 'The secret does not exist.'].map((message, index) => ({
      name: `certificates[${index + 1}].location.secretsManager.secretArn`,
      message,
    })),
  );
  expect(JSON.stringify(error)).not.toContain('canary');
});

test('what this machine cannot trust is refused, never ignored', async () => {
  const message = 'On this system Chromium takes authorities from the system only';
  const pool = fakePool(() => {
    throw new UnmetNeedError('certificates', message);
  });
  await using t = await runEmulator({}, pool);
  const arn = t.emulator.secrets.put({ name: 'ca', secretString: issued.authority });
  await expect(start(t, { certificates: [certificate(arn)] })).rejects.toMatchObject({
    name: 'ValidationException',
    reason: 'FieldValidationFailed',
    fieldList: [{ name: 'certificates', message }],
  });
});
