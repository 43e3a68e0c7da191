import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { describe, expect, test } from 'vitest';
import { Workplace } from '../../harness/cli/testing/command-line.ts';
import { RUN_LABEL } from '../../harness/containers/run-network.ts';
import { containerName } from '../../harness/containers/witness-container.ts';
import { BUSY_MACHINE, remains, withoutEngine } from './engine.ts';

/** Some of each group, above all what depends on records that arrive from another process. */
const CASES = [
  'api/session-members[*',
  'bypass/redirects*',
  'capacity/five-proxies-at-once',
  'complete-examples/everything-together*',
  'credentials/own-proxy-only*',
  'credentials/pre-emptive',
  'credentials/wrong*',
  'domain-patterns/address*',
  'fail-open/black-hole*',
  'fail-open/dead-default[failure=port-closed]',
  'fail-open/dies-and-returns*',
  'fail-open/start',
  'lifecycle/discarded*',
  'limitations/background-traffic',
  'routing-precedence/five-proxies*',
  'traffic-kinds/http2',
];

describe.skipIf(withoutEngine)('run with its witnesses in containers', { timeout: BUSY_MACHINE }, () => {
  test('cases of each group conform; one set of containers serves them all, and is gone afterwards', async () => {
    using workplace = new Workplace();
    using starts = watchStarts();
    const { status, stdout } = await workplace.run(['run', '--proxies', 'containers', '--json', '--run', ...CASES]);
    const { runId, verdict, environment, checks } = JSON.parse(stdout);
    const deviating = checks.filter((check: { readonly verdict: string }) => check.verdict !== 'conforms');
    expect(deviating).toEqual([]);
    expect([status, verdict]).toEqual([0, 'conforms']);
    expect(environment.proxies).toMatch(/^in containers \(.+ \d+\..+\)$/);
    expect(starts.of(runId)).toEqual(
      ['origin', 'proxy-0', 'proxy-1', 'proxy-2', 'proxy-3', 'proxy-4'].map((role) => containerName(runId, role)),
    );
    expect(remains(runId)).toEqual([]);
    expect(workplace.browsers()).toEqual([]);
  });
});

/** Listens to the engine for containers that runs start; it keeps too few events to be asked afterwards. */
function watchStarts(): Disposable & { of(runId: string): readonly string[] } {
  const filters = ['event=start', `label=${RUN_LABEL}`].flatMap((filter) => ['--filter', filter]);
  // Whenever it comes to listening, it hears of all since now.
  const since = ['--since', String(Math.floor(Date.now() / 1000))];
  const listening = spawn('docker', ['events', ...since, ...filters, '--format', '{{.Actor.Attributes.name}}']);
  const names: string[] = [];
  createInterface({ input: listening.stdout }).on('line', (name) => names.push(name));
  return {
    of: (runId) => names.filter((name) => name.startsWith(containerName(runId, ''))).sort(),
    [Symbol.dispose]: () => void listening.kill(),
  };
}
