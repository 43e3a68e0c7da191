import { describe, expect, test } from 'vitest';
import type { BrowserSighting } from '../evidence/sightings.ts';
import { markedUrl } from '../matrix/marker.ts';
import type { ProbeId, Scheme } from '../matrix/probe.ts';
import type { PageSession } from './page-session.ts';
import { id } from './testing/page-scene.ts';
import { listenForWithdrawals, MOST_WITHDRAWALS, makeAgain, makeOneAgain, withdrawn } from './withdrawals.ts';

const seen = (marker: ProbeId, at: number): BrowserSighting => ({
  witness: 'browser',
  at,
  marker,
  outcome: { kind: 'response', status: 200, marker },
  durationMilliseconds: 1,
});
const failed = (marker: ProbeId, error: string): BrowserSighting => ({
  ...seen(marker, 0),
  outcome: { kind: 'failed', error },
});
const [A, B] = [id(1), id(2)];

describe('requests that the browser gives up', () => {
  test('are made again, and they alone', async () => {
    const asked: ProbeId[][] = [];
    const made = await makeAgain([A, B], async (left) => {
      asked.push([...left]);
      return [...left].map((one) =>
        one === B && asked.length < 3 ? withdrawn(seen(one, 0)) : seen(one, asked.length),
      );
    });
    expect(asked).toEqual([[A, B], [B], [B]]);
    expect(made).toEqual([seen(A, 1), { ...seen(B, 3), withdrawn: 2 }]);
  });

  test('what failed for any other reason is not made again', async () => {
    let times = 0;
    const reset = failed(A, 'net::ERR_CONNECTION_RESET');
    const make = async () => [++times === 1 ? reset : seen(A, 0)];
    expect(await makeAgain([A], make)).toEqual([reset]);
    expect(await makeOneAgain(async () => reset)).toBe(reset);
    expect(times).toBe(1);
  });

  test('where the network does not come to rest, it ends with the browser’s word', async () => {
    let times = 0;
    const give = async () => {
      times++;
      return withdrawn(seen(A, 0));
    };
    const last = { ...failed(A, 'net::ERR_NETWORK_CHANGED'), withdrawn: MOST_WITHDRAWALS };
    expect(await makeOneAgain(give)).toEqual(last);
    expect(times).toBe(MOST_WITHDRAWALS + 1);
    expect(await makeAgain([A], async () => [await give()])).toEqual([last]);
    expect(times).toBe(2 * (MOST_WITHDRAWALS + 1));
  });
});

describe('the page’s log', () => {
  const url = (scheme: Scheme, marker: ProbeId) =>
    markedUrl({ kind: 'host', host: 'www.company.test' }, scheme, marker);

  test.each([
    ['a fetch', { text: 'Failed to load resource: net::ERR_NETWORK_CHANGED', url: url('https', A) }, true],
    [
      'a WebSocket',
      {
        text: `WebSocket connection to '${url('wss', A)}' failed: Error in connection establishment: net::ERR_NETWORK_CHANGED`,
      },
      true,
    ],
    [
      'another error',
      { text: 'Failed to load resource: net::ERR_TUNNEL_CONNECTION_FAILED', url: url('https', A) },
      false,
    ],
    [
      'somebody else’s request',
      { text: 'Failed to load resource: net::ERR_NETWORK_CHANGED', url: 'https://a.test/' },
      false,
    ],
    ['no URL', { text: 'net::ERR_NETWORK_CHANGED' }, false],
  ])('%s', async (_what, entry, told) => {
    let tell: Parameters<PageSession['on']>[1] = () => undefined;
    const page: PageSession = {
      send: async () => ({}),
      evaluate: async () => undefined,
      on: (_event, listener) => {
        tell = listener;
      },
    };
    const log = await listenForWithdrawals(page);
    tell({ entry });
    expect(log.withdrew(A)).toBe(told);
    // Each answer is about what was said since the last question.
    expect(log.withdrew(A)).toBe(false);
  });
});
