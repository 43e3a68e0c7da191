import { EventEmitter, once } from 'node:events';
import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { ControlError } from '../session-browser.ts';
import { fakePool } from '../testing/fake-pool.ts';
import { runEmulator } from '../testing/running-emulator.ts';
import { browserIdentifier, get, saveProfile, start } from '../testing/session-calls.ts';

const TOKEN = 'a-client-token-of-the-length-required';
const proxyConfiguration = { proxies: [{ externalProxy: { server: 'proxy.example.com', port: 8080 } }] };

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
        liveViewStream: {
          streamEndpoint: `${t.emulator.endpoint}/browser-streams/aws.browser.v1/sessions/${answer.sessionId}/live-view`,
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

  it('gives a browser up that cannot be configured', async () => {
    const pool = fakePool((browser) => {
      browser.configure = () => {
        throw new Error('The router is gone.');
      };
    });
    await using t = await runEmulator({}, pool);
    await expect(start(t)).rejects.toMatchObject({ name: 'InternalServerException' });
    expect(pool.taken.map(({ disposed }) => disposed)).toEqual([true]);
    expect(t.events.map(({ type }) => type)).toEqual(['fault', 'request-answered']);
  });

  it('gives the browser its view port and profile before the session is there', async () => {
    const saved = { cookies: [], localStorage: { 'https://www.example.com': { theme: 'dark' } } };
    const pool = fakePool((browser) => {
      browser.profile = saved;
    });
    await using t = await runEmulator({}, pool);
    const profileConfiguration = { profileIdentifier: 'shopping-0123456789' };
    const { sessionId } = await start(t);
    await saveProfile(t, sessionId, profileConfiguration.profileIdentifier);
    await start(t, { viewPort: { width: 1280, height: 720 }, profileConfiguration });
    expect(pool.taken.map(({ asked }) => asked)).toEqual([[], [{ width: 1280, height: 720 }, saved]]);
  });

  it('gives a browser up that cannot be set up, and says why', async () => {
    const pool = fakePool((browser) => {
      browser.control.resize = () => Promise.reject(new ControlError('The browser has no open tab'));
    });
    await using t = await runEmulator({}, pool);
    await expect(start(t, { viewPort: { width: 1280, height: 720 } })).rejects.toMatchObject({
      name: 'InternalServerException',
      message: 'The browser could not be set up: The browser has no open tab',
    });
    expect(pool.taken.map(({ disposed }) => disposed)).toEqual([true]);
  });

  it('refuses what it cannot honour, all of it at once', async () => {
    await using t = await runEmulator();
    const location = { s3: { bucket: 'my-bucket', prefix: 'file' } };
    const refused = start(t, {
      extensions: [{ location }],
      enterprisePolicies: [{ location }],
      filesystemConfigurations: [
        {
          efsConfiguration: {
            accessPointArn: 'arn:aws:elasticfilesystem:us-east-1:123456789012:access-point/fsap-01234567',
            fileSystemArn: 'arn:aws:elasticfilesystem:us-east-1:123456789012:file-system/fs-01234567',
            mountPath: '/mnt/data',
          },
        },
      ],
    });
    await expect(refused).rejects.toMatchObject({
      name: 'ValidationException',
      reason: 'FieldValidationFailed',
      fieldList: [
        {
          name: 'extensions',
          message: 'This emulator loads no extensions: it has no Amazon S3 to read them from',
        },
        {
          name: 'enterprisePolicies',
          message:
            'This emulator applies no enterprise policies: Chromium reads them from one folder for all browsers of a machine',
        },
        {
          name: 'filesystemConfigurations',
          message: 'This emulator mounts no file systems: its browsers run on this machine',
        },
      ],
    });
    expect(t.pool.taken).toHaveLength(0);
    // Lists that ask for nothing.
    await start(t, { enterprisePolicies: [], filesystemConfigurations: [] });
  });

  it('starts nothing once the emulator is closing', async () => {
    const gate = new EventEmitter();
    const pool = fakePool(async (browser) => {
      const dispose = browser[Symbol.asyncDispose].bind(browser);
      browser[Symbol.asyncDispose] = async () => {
        // Takes a few turns of the event loop, so that not waiting for it shows.
        for (let turn = 0; turn < 50; turn += 1) await setImmediate();
        await dispose();
      };
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
    const closed = t.emulator[Symbol.asyncDispose]();
    gate.emit('open');
    await closed;
    expect(await outcome).toBe('failed');
    expect(pool.taken.map(({ disposed, configured }) => [disposed, configured])).toEqual([[true, []]]);
    await t[Symbol.asyncDispose]();
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
