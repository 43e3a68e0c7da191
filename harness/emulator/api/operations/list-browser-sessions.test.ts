import { describe, expect, it } from 'vitest';
import { runEmulator } from '../../testing/running-emulator.ts';
import { list, start, stop } from '../../testing/session-calls.ts';

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

  it('refuses a token that it did not give, or gave for another request', async () => {
    await using t = await runEmulator({ browserIdentifiers: ['aws.browser.v1', 'custom-0123456789'] });
    for (let count = 0; count < 2; count += 1) await start(t);
    const { nextToken = '' } = await list(t, { maxResults: 1 });
    await list(t, { nextToken });
    const changed = `${nextToken.slice(0, -1)}${nextToken.endsWith('A') ? 'Q' : 'A'}`;
    const forged = Buffer.from('01ARZ3NDEKTSV4RRFFQ69G5FAV').toString('base64url');
    for (const request of [
      { nextToken: 'made-up' },
      { nextToken: forged },
      { nextToken: changed },
      { nextToken, status: 'READY' as const },
      { nextToken, browserIdentifier: 'custom-0123456789' },
    ]) {
      await expect(list(t, request), JSON.stringify(request)).rejects.toMatchObject({
        name: 'ValidationException',
        fieldList: [
          { name: 'nextToken', message: 'Member must be a token that this operation returned for the same request' },
        ],
      });
    }
  });
});
