import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CaseResult } from '../../harness/conformance/cases/case-result.ts';
import { loadCases } from '../../harness/conformance/cases/load.ts';
import { remoteWitnesses } from '../../harness/conformance/cases/remote-witnesses.ts';
import { runCases } from '../../harness/conformance/cases/run-cases.ts';
import type { Sabotage } from '../../harness/conformance/cases/sabotage.ts';
import { select } from '../../harness/conformance/cases/select.ts';
import { DEPLOYED_CLOCK_MILLISECONDS } from '../../harness/conformance/clocks.ts';
import { startDeployedTaps } from '../../harness/deployment/deployed-taps.ts';
import { startDeployedWitnesses } from '../../harness/deployment/deployed-witnesses.ts';
import type { Deployment } from '../../harness/deployment/deployment.ts';
import {
  type RunningDeployment,
  type RunningTap,
  runDeployment,
  runTap,
} from '../../harness/deployment/testing/running-deployment.ts';
import requirements from '../requirements/catalogue.ts';
import { everythingDirect } from '../sabotage/everything-direct.ts';
import { lastMatchWins } from '../sabotage/last-match-wins.ts';
import { ledToOrigin } from './led-to-origin.ts';
import { type Squid, startSquid } from './squid.ts';
import { squidExecutable } from './squid-executable.ts';

/** All of 127/8 is this machine's: the Squid's connections come from one address of it, the sessions' from another. */
const EGRESS = '127.0.0.2';
const SESSIONS = '127.0.0.1';

/** It takes three proxies, and two can be told what to do: the third one is the Squid. */
const FIRST_MATCH = 'routing-precedence/first-match-wins';
const TO_WIDE = `${FIRST_MATCH}[first=wide]*`;

const cases = await loadCases(new URL('../cases/', import.meta.url));
const started = new AsyncDisposableStack();
let running: RunningDeployment;
let squid: Squid;
let tap: RunningTap;
beforeAll(async () => {
  running = started.use(await runDeployment(2));
  squid = started.use(await squidAt(EGRESS));
  tap = started.use(await runTap(squid.port, [EGRESS]));
});
afterAll(() => started.disposeAsync());

function squidAt(egress: string): Promise<Squid> {
  const configuration = ledToOrigin(running.deployment.origin.httpPort, egress);
  return startSquid({ executable: squidExecutable(), configuration });
}

/** Runs cases with the two proxies and this tap. */
async function results(
  globs: readonly string[],
  described: RunningTap['tap'] = tap.tap,
  sabotage?: Sabotage,
): Promise<readonly CaseResult[]> {
  const deployment: Deployment = { ...running.deployment, taps: [described] };
  const run = await runCases({
    selected: select(cases, { run: globs, skip: [] }),
    requirements,
    browser: process.env['CHROMIUM_PATH'] ?? '',
    ...(sabotage === undefined ? {} : { sabotage }),
    openWitnesses: (runId) =>
      remoteWitnesses({
        count: deployment.proxies.length,
        clockTolerance: DEPLOYED_CLOCK_MILLISECONDS,
        start: (configuration, recorder) => startDeployedWitnesses(configuration, deployment, recorder, runId),
        startTaps: (record) => startDeployedTaps(deployment, record, runId),
      }),
  });
  expect(run.incomplete).toBeUndefined();
  expect(run.results).toHaveLength(run.planned);
  return run.results;
}

/** Whether the origin saw a request come from the Squid, whose tap had passed it on. */
function throughSquid({ sightings }: CaseResult): boolean {
  return (
    sightings.some((one) => one.witness === 'proxy' && one.relay !== undefined && one.outcome === 'relayed') &&
    sightings.some((one) => one.witness === 'origin' && one.peer.address.endsWith(EGRESS))
  );
}

const verdicts = (all: readonly CaseResult[]) => [...new Set(all.map(({ verdict }) => verdict))];

test('cases conform through a real Squid: every scheme, and ports other than the usual ones', async () => {
  const all = await results([FIRST_MATCH, 'domain-patterns/any-port']);
  expect(all.filter(({ verdict }) => verdict !== 'conforms').map(({ id, seen }) => `${id}: ${seen}`)).toEqual([]);
  expect(all.filter((one) => !throughSquid(one)).map(({ id }) => id)).toEqual([]);
});

describe('is noticed', () => {
  test('an emulator that sends everything past the proxies', async () => {
    const all = await results([TO_WIDE], tap.tap, everythingDirect);
    expect(verdicts(all)).toEqual(['violates']);
    for (const { seen } of all) expect(seen).toContain('went direct and reached the origin.');
  });

  test('an emulator that takes another proxy than the real one', async () => {
    const all = await results([TO_WIDE], tap.tap, lastMatchWins);
    expect(verdicts(all)).toEqual(['violates']);
    for (const { seen } of all) expect(seen).toContain('went through narrow:8080 and reached the origin.');
  });

  test('requests that come from another address than the Squid’s', async () => {
    const all = await results([TO_WIDE], { ...tap.tap, egress: ['127.0.0.3'] });
    expect(verdicts(all)).toEqual(['inconclusive']);
    for (const { seen } of all) {
      expect(seen).toMatch(
        /^The origin saw the request come from 127\.0\.0\.2, but wide:8080, whose tap passed on [\w.:]+ at that time, has another address\.$/,
      );
    }
  });

  test('a Squid that requests reach past its tap: that is not direct, and conforms to nothing', async () => {
    const all = await results([TO_WIDE], { ...tap.tap, port: squid.port });
    expect(verdicts(all)).toEqual(['inconclusive']);
    for (const { seen } of all) {
      expect(seen).toMatch(
        /^The origin saw the request come from 127\.0\.0\.2, where a proxy behind a tap is, but no tap passed on [\w.:]+ at that time\.$/,
      );
    }
  });

  test('a Squid that is where sessions are: the address does not tell', async () => {
    await using beside = await squidAt(SESSIONS);
    await using before = await runTap(beside.port, [SESSIONS]);
    const all = await results([TO_WIDE], before.tap);
    expect(verdicts(all)).toEqual(['inconclusive']);
    for (const { seen } of all) {
      expect(seen).toBe(
        'The origin saw the request come from 127.0.0.1, where both the session and wide:8080 are: it does not tell which of them it was.',
      );
    }
  });

  test('a Squid that is down, while its tap is there', async () => {
    const gone = await squidAt(EGRESS);
    await using before = await runTap(gone.port, [EGRESS]);
    await gone[Symbol.asyncDispose]();
    const all = await results([TO_WIDE], before.tap);
    expect(verdicts(all)).toEqual(['inconclusive']);
    for (const { seen, sightings } of all) {
      expect(seen).toMatch(/went through wide:8080 and ended there: the browser /);
      expect(sightings).toContainEqual(
        expect.objectContaining({
          proxy: 'wide:8080',
          outcome: 'unreachable',
          detail: 'The tap could not connect to the proxy: ECONNREFUSED.',
        }),
      );
    }
  });
});
