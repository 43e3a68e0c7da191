import { describe, expect, it } from 'vitest';
import { loadAccess } from '../access/load-access.ts';
import { ManualClock } from '../testing/manual-clock.ts';
import { presign, type ToPresign } from '../testing/presign.ts';
import { runEmulator } from '../testing/running-emulator.ts';
import { start } from '../testing/session-calls.ts';

const temporary = { accessKeyId: 'ASIABOB1', secretAccessKey: 'bob-secret', sessionToken: 'bob+token/==' };
const everything = [{ Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: '*' } }];
const roles = { runner: { accessKeys: [temporary], policies: everything } };
const access = loadAccess({ accounts: { '000000000000': { roles } } });

async function scene() {
  const clock = new ManualClock();
  const t = await runEmulator({ clock, access });
  const { streams } = await start(t);
  const url = streams?.liveViewStream?.streamEndpoint ?? '';
  const link = (changes: Partial<ToPresign> = {}) =>
    presign({ url, credentials: t.emulator.credentials, signingDate: clock.now(), ...changes });
  return { t, clock, link, [Symbol.asyncDispose]: () => t[Symbol.asyncDispose]() };
}

async function open(url: string) {
  const answer = await fetch(url);
  const type = answer.headers.get('content-type');
  const error = answer.headers.get('x-amzn-errortype');
  if (error === null) return { status: answer.status, type };
  return { status: answer.status, error, message: Object(await answer.json()).message };
}

const opened = { status: 200, type: 'text/html; charset=utf-8' };
const refusedAs = (error: string, message: unknown) => ({ status: 403, error, message });
const invalid = (message: unknown) => refusedAs('InvalidSignatureException', message);
const mismatch = invalid(expect.stringMatching(/^The request signature we calculated does not match/));

describe('a presigned URL', () => {
  it('opens a live view until it expires', async () => {
    await using s = await scene();
    const [long, short] = await Promise.all([s.link({ expiresIn: 300 }), s.link({ expiresIn: 20 })]);
    expect([await open(long), await open(short)]).toEqual([opened, opened]);
    s.clock.advance(19_000);
    expect(await open(short)).toEqual(opened);
    s.clock.advance(2000);
    expect(await open(short)).toEqual(
      invalid(expect.stringMatching(/^Signature expired: (\w+) is now earlier than \w+ \(\w+ - 20 sec\.\)\.$/)),
    );
    s.clock.advance(278_000);
    expect(await open(long)).toEqual(opened);
    s.clock.advance(2000);
    expect(await open(long)).toEqual(
      invalid(expect.stringMatching(/^Signature expired: (\w+) is now earlier than \w+ \(\w+ - 5 min\.\)\.$/)),
    );
  });

  it('is good for five minutes at most', async () => {
    await using s = await scene();
    expect(await open(await s.link({ expiresIn: 301 }))).toEqual(invalid('X-Amz-Expires must be at most 300 seconds.'));
  });

  it('is not good before its time', async () => {
    await using s = await scene();
    const early = await s.link({ signingDate: new Date(s.clock.now().getTime() + 301_000) });
    expect(await open(early)).toEqual(
      invalid(expect.stringMatching(/^Signature not yet current: \w+ is still later than \w+ \(\w+ \+ 5 min\.\)\.$/)),
    );
  });

  it('covers the path, the whole query and the host', async () => {
    await using s = await scene();
    const link = await s.link();
    expect(await open(link.replace('live-view', 'live-vieW'))).toEqual(mismatch);
    expect(await open(`${link}&more=1`)).toEqual(mismatch);
    expect(await open(link.replace('X-Amz-Expires=300', 'X-Amz-Expires=299'))).toEqual(mismatch);
    expect(await open(link.replace('127.0.0.1', 'localhost'))).toEqual(mismatch);
    const secretAccessKey = 'wrong';
    expect(await open(await s.link({ credentials: { ...s.t.emulator.credentials, secretAccessKey } }))).toEqual(
      mismatch,
    );
  });

  it('may be followed with any other headers', async () => {
    await using s = await scene();
    expect((await fetch(await s.link(), { headers: { 'x-more': '1', cookie: 'a=b' } })).status).toBe(200);
  });

  it('brings the session token of temporary credentials along', async () => {
    await using s = await scene();
    const credentials = temporary;
    expect(await open(await s.link({ credentials }))).toEqual(opened);
    const { sessionToken: _, ...without } = credentials;
    const unrecognized = refusedAs(
      'UnrecognizedClientException',
      'The security token included in the request is invalid.',
    );
    expect(await open(await s.link({ credentials: without }))).toEqual(unrecognized);
    expect(await open(await s.link({ credentials: { ...credentials, sessionToken: 'another' } }))).toEqual(
      unrecognized,
    );
  });

  it('must be whole', async () => {
    await using s = await scene();
    const link = await s.link();
    const without = (...names: string[]) => {
      const url = new URL(link);
      for (const name of names) url.searchParams.delete(name);
      return url.href;
    };
    const incomplete = (message: string) => refusedAs('IncompleteSignatureException', message);
    expect(await open(without('X-Amz-Signature'))).toEqual(
      incomplete("AWS query-string parameters must include 'X-Amz-Signature'. Re-examine the query-string parameters."),
    );
    expect(await open(without('X-Amz-Date', 'X-Amz-Expires'))).toEqual(
      incomplete(
        "AWS query-string parameters must include 'X-Amz-Date'. AWS query-string parameters must include 'X-Amz-Expires'. Re-examine the query-string parameters.",
      ),
    );
    expect(await open(`${link}&X-Amz-Signature=twice`)).toMatchObject({ error: 'IncompleteSignatureException' });
    expect(await open(link.replace('HMAC-SHA256', 'RSA-SHA256'))).toEqual(
      incomplete('X-Amz-Algorithm must be AWS4-HMAC-SHA256.'),
    );
    expect(await open(link.replace(/X-Amz-Date=\w+/, 'X-Amz-Date=today'))).toEqual(
      incomplete('X-Amz-Date must be in ISO-8601 basic format: YYYYMMDDTHHMMSSZ.'),
    );
    expect(await open(link.replace('Expires=300', 'Expires=-1'))).toEqual(
      incomplete('X-Amz-Expires must be a number of seconds.'),
    );
    expect(await open(link.replace('aws4_request', 'aws5'))).toEqual(
      incomplete('Credential must be <access key id>/<date>/<region>/<service>/aws4_request.'),
    );
  });

  it('is missing altogether where nothing is signed', async () => {
    await using s = await scene();
    const url = new URL(await s.link());
    url.search = '';
    expect(await open(url.href)).toEqual(
      refusedAs('MissingAuthenticationTokenException', 'Missing Authentication Token'),
    );
  });

  it('is made for this service and this region', async () => {
    await using s = await scene();
    expect(await open(await s.link({ service: 'secretsmanager' }))).toEqual(
      invalid("Credential should be scoped to correct service: 'bedrock-agentcore'."),
    );
    expect(await open(await s.link({ region: 'eu-west-1' }))).toEqual(
      invalid("Credential should be scoped to region 'us-east-1'."),
    );
  });

  it('signs the host', async () => {
    await using s = await scene();
    const link = await s.link();
    expect(await open(link.replace('SignedHeaders=host', 'SignedHeaders=accept'))).toEqual(
      invalid("'host' must be a 'SignedHeader' in the AWS Authorization."),
    );
  });
});

it('opens nothing after the session has ended', async () => {
  await using s = await scene();
  const { t } = s;
  const link = await s.link();
  t.pool.taken[0]?.exit('It crashed.');
  await t.next('session-ended');
  expect(await open(link)).toEqual({
    status: 404,
    error: 'ResourceNotFoundException',
    message: 'The browser session has ended',
  });
});
