import { EventEmitter, once } from 'node:events';
import {
  GetBrowserSessionCommand,
  ListBrowserSessionsCommand,
  StartBrowserSessionCommand,
  type StartBrowserSessionCommandInput,
  StopBrowserSessionCommand,
} from '@aws-sdk/client-bedrock-agentcore';
import { describe, expect, it } from 'vitest';
import { fakePool } from '../testing/fake-pool.ts';
import { ManualClock } from '../testing/manual-clock.ts';
import { type RunningEmulator, runEmulator } from '../testing/running-emulator.ts';

const browserIdentifier = 'aws.browser.v1';
const TOKEN = 'a-client-token-of-the-length-required';
const proxyConfiguration = { proxies: [{ externalProxy: { server: 'proxy.example.com', port: 8080 } }] };

const start = ({ client }: RunningEmulator, input: Partial<StartBrowserSessionCommandInput> = {}) =>
  client.send(new StartBrowserSessionCommand({ browserIdentifier, ...input }));
const get = ({ client }: RunningEmulator, sessionId: string | undefined) =>
  client.send(new GetBrowserSessionCommand({ browserIdentifier, sessionId }));
const stop = ({ client }: RunningEmulator, sessionId: string | undefined) =>
  client.send(new StopBrowserSessionCommand({ browserIdentifier, sessionId }));
const list = ({ client }: RunningEmulator, input: object = {}) =>
  client.send(new ListBrowserSessionsCommand({ browserIdentifier, ...input }));

describe('StartBrowserSession', () => {
  it('answers with the session and its stream, and not with its configuration', async () => {
    await using t = await runEmulator();
    const { $metadata, ...answer } = await start(t, { proxyConfiguration });
    expect($metadata).toMatchObject({ httpStatusCode: 200, requestId: expect.stringMatching(/^[0-9a-f-]{36}$/) });
    const streams = `${t.emulator.endpoint.replace('http:', 'ws:')}/browser-streams`;
    expect(answer).toEqual({
      browserIdentifier,
      sessionId: expect.stringMatching(/^[0-9A-HJKMNP-TV-Z]{26}$/),
      createdAt: expect.any(Date),
      streams: {
        automationStream: {
          streamEndpoint: `${streams}/aws.browser.v1/sessions/${answer.sessionId}/automation`,
          streamStatus: 'ENABLED',
        },
      },
    });
  });

  it('gives every session a browser of its own, configured once', async () => {
    await using t = await runEmulator();
    await start(t, { proxyConfiguration });
    await start(t);
    expect(t.pool.taken.map(({ configured }) => configured)).toEqual([
      [{ proxyConfiguration, credentials: new Map() }],
      [undefined],
    ]);
  });

  it('refuses a browser that does not exist', async () => {
    await using t = await runEmulator();
    await expect(start(t, { browserIdentifier: 'custom-1' })).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: 'The browser does not exist',
      $metadata: { httpStatusCode: 404 },
    });
    expect(t.pool.taken).toHaveLength(0);
  });

  it('says why no browser could be started', async () => {
    const pool = fakePool(() => {
      throw new Error('Chromium was not found.');
    });
    await using t = await runEmulator({}, pool);
    await expect(start(t)).rejects.toMatchObject({
      name: 'InternalServerException',
      message: 'No browser could be started: Chromium was not found.',
      $metadata: { httpStatusCode: 500 },
    });
  });

  it('names what it accepts without emulating it', async () => {
    await using t = await runEmulator();
    const started = t.next('session-started');
    await start(t, { viewPort: { width: 1280, height: 720 } });
    expect((await started).notEmulated).toEqual(['viewPort']);
  });

  it('starts nothing once the emulator is closing', async () => {
    const gate = new EventEmitter();
    const pool = fakePool(async () => {
      gate.emit('reached');
      await once(gate, 'open');
    });
    const reached = once(gate, 'reached');
    const t = await runEmulator({}, pool);
    const outcome = start(t).then(
      () => 'started',
      () => 'failed',
    );
    await reached;
    const closed = t[Symbol.asyncDispose]();
    gate.emit('open');
    await closed;
    expect(await outcome).toBe('failed');
    expect(pool.taken.map(({ disposed, configured }) => [disposed, configured])).toEqual([[true, []]]);
  });
});

describe('a repeated client token', () => {
  it('gives the same session, also while the first call is under way', async () => {
    await using t = await runEmulator();
    const answers = await Promise.all([1, 2, 3].map(() => start(t, { clientToken: TOKEN, proxyConfiguration })));
    expect(new Set(answers.map(({ sessionId }) => sessionId)).size).toBe(1);
    expect(t.pool.taken).toHaveLength(1);
  });

  it('is refused with another request', async () => {
    await using t = await runEmulator();
    await start(t, { clientToken: TOKEN });
    await expect(start(t, { clientToken: TOKEN, proxyConfiguration })).rejects.toMatchObject({
      name: 'ValidationException',
      reason: 'IdempotentParameterMismatchException',
      $metadata: { httpStatusCode: 400 },
    });
  });

  it('may be tried again after a failure', async () => {
    let attempts = 0;
    const pool = fakePool(() => {
      attempts += 1;
      if (attempts === 1) throw new Error('No memory.');
    });
    await using t = await runEmulator({}, pool);
    await expect(start(t, { clientToken: TOKEN })).rejects.toMatchObject({ name: 'InternalServerException' });
    await expect(start(t, { clientToken: TOKEN })).resolves.toMatchObject({ browserIdentifier });
  });
});

describe('GetBrowserSession', () => {
  it('shows the configuration in the shape of the request, without members that the API does not know', async () => {
    await using t = await runEmulator();
    const secretArn = t.emulator.secrets.put({ name: 'p', secretString: '{"username":"u","password":"p"}' });
    const asked = {
      proxies: [
        {
          externalProxy: {
            server: 'proxy.example.com',
            port: 8080,
            domainPatterns: ['.example.com'],
            credentials: { basicAuth: { secretArn } },
          },
        },
      ],
      bypass: { domainPatterns: ['.amazonaws.com'] },
    };
    const { sessionId, createdAt, streams } = await start(t, { name: 'one', proxyConfiguration: asked });
    const { $metadata, ...shown } = await get(t, sessionId);
    expect(shown).toEqual({
      browserIdentifier,
      sessionId,
      name: 'one',
      status: 'READY',
      createdAt,
      lastUpdatedAt: createdAt,
      sessionTimeoutSeconds: 3600,
      proxyConfiguration: asked,
      streams,
    });
  });

  it('refuses a session that does not exist, and one of another browser', async () => {
    await using t = await runEmulator({ browserIdentifiers: ['aws.browser.v1', 'custom-1'] });
    const { sessionId } = await start(t, { browserIdentifier: 'custom-1' });
    for (const id of [sessionId, '01ARZ3NDEKTSV4RRFFQ69G5FAV']) {
      await expect(get(t, id)).rejects.toMatchObject({
        name: 'ResourceNotFoundException',
        message: 'The browser session does not exist',
      });
    }
  });
});

describe('the end of a session', () => {
  it('comes with StopBrowserSession, which answers when the browser is gone and may be repeated', async () => {
    await using t = await runEmulator();
    const ended = t.next('session-ended');
    const { sessionId, createdAt } = await start(t, { proxyConfiguration, name: 'one' });
    const first = await stop(t, sessionId);
    expect(t.pool.taken.map(({ disposed }) => disposed)).toEqual([true]);
    expect(await ended).toEqual({ type: 'session-ended', sessionId, end: { cause: 'stopped' } });
    const second = await stop(t, sessionId);
    expect(second.lastUpdatedAt).toEqual(first.lastUpdatedAt);

    const { $metadata, ...shown } = await get(t, sessionId);
    expect(shown).toEqual({
      browserIdentifier,
      sessionId,
      name: 'one',
      status: 'TERMINATED',
      createdAt,
      lastUpdatedAt: first.lastUpdatedAt,
    });
  });

  it('comes with its timeout, to the second', async () => {
    const clock = new ManualClock();
    await using t = await runEmulator({ clock });
    const ended = t.next('session-ended');
    const { sessionId } = await start(t, { sessionTimeoutSeconds: 60 });
    clock.advance(59_999);
    expect(await get(t, sessionId)).toMatchObject({ status: 'READY' });
    clock.advance(1);
    expect((await ended).end).toEqual({ cause: 'timed-out' });
    expect(await get(t, sessionId)).toMatchObject({ status: 'TERMINATED' });
  });

  it('leaves no timer behind', async () => {
    const clock = new ManualClock();
    await using t = await runEmulator({ clock });
    const { sessionId } = await start(t);
    expect(clock.pending).toBe(1);
    await stop(t, sessionId);
    expect(clock.pending).toBe(0);
  });

  it('comes with the exit of its browser, and the log says why', async () => {
    await using t = await runEmulator();
    const ended = t.next('session-ended');
    const { sessionId } = await start(t);
    t.pool.taken[0]?.exit('It crashed with SIGSEGV.');
    expect(await ended).toEqual({
      type: 'session-ended',
      sessionId,
      end: { cause: 'browser-exited', reason: 'It crashed with SIGSEGV.' },
    });
    expect(await get(t, sessionId)).toMatchObject({ status: 'TERMINATED' });
  });

  it('comes with the end of the emulator', async () => {
    const t = await runEmulator();
    const { sessionId } = await start(t);
    await t[Symbol.asyncDispose]();
    expect(t.events.at(-1)).toEqual({ type: 'session-ended', sessionId, end: { cause: 'emulator-closed' } });
    expect(t.pool.taken.map(({ disposed }) => disposed)).toEqual([true]);
  });

  it('is remembered for the last 200 sessions', async () => {
    await using t = await runEmulator();
    const ids: (string | undefined)[] = [];
    for (let count = 0; count < 201; count += 1) {
      const { sessionId } = await start(t);
      ids.push(sessionId);
      await stop(t, sessionId);
    }
    await expect(get(t, ids[0])).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
    expect(await get(t, ids[1])).toMatchObject({ status: 'TERMINATED' });
  });
});

describe('ListBrowserSessions', () => {
  it('lists the newest first, in pages that sessions started meanwhile do not shift', async () => {
    await using t = await runEmulator();
    const ids: (string | undefined)[] = [];
    for (let count = 0; count < 5; count += 1) ids.unshift((await start(t)).sessionId);
    const first = await list(t, { maxResults: 2 });
    await start(t);
    const second = await list(t, { maxResults: 2, nextToken: first.nextToken });
    const third = await list(t, { maxResults: 2, nextToken: second.nextToken });
    const pages = [first, second, third].map(({ items }) => items?.map(({ sessionId }) => sessionId));
    expect(pages).toEqual([ids.slice(0, 2), ids.slice(2, 4), ids.slice(4)]);
    expect(third.nextToken).toBeUndefined();
  });

  it('shows ten where nothing else is asked for', async () => {
    await using t = await runEmulator();
    for (let count = 0; count < 11; count += 1) await start(t);
    const { items, nextToken } = await list(t);
    expect(items).toHaveLength(10);
    expect(nextToken).toEqual(expect.any(String));
  });

  it('filters by status', async () => {
    await using t = await runEmulator();
    const { sessionId: running } = await start(t, { name: 'running' });
    const { sessionId: stopped } = await start(t, { name: 'stopped' });
    await stop(t, stopped);
    expect((await list(t, { status: 'READY' })).items).toEqual([
      expect.objectContaining({ sessionId: running, name: 'running', status: 'READY' }),
    ]);
    expect((await list(t, { status: 'TERMINATED' })).items).toEqual([
      expect.objectContaining({ sessionId: stopped, name: 'stopped', status: 'TERMINATED' }),
    ]);
    expect((await list(t)).items).toHaveLength(2);
  });

  it('refuses a token that it did not give', async () => {
    await using t = await runEmulator();
    await expect(list(t, { nextToken: 'made-up' })).rejects.toMatchObject({
      name: 'ValidationException',
      fieldList: [{ name: 'nextToken', message: 'Member must be a token that this operation returned' }],
    });
  });
});
