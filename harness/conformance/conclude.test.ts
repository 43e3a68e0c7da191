import { expect, test } from 'vitest';
import { Ledger } from '../evidence/ledger.ts';
import { browserSaw, names, probeFor } from '../evidence/testing/witnesses.ts';
import type { Verdict } from '../evidence/verdict.ts';
import { checkResult } from './checks/check.ts';
import { conclude } from './conclude.ts';
import { UnawaitedFaultError } from './unawaited-fault.ts';

const probe = probeFor('api.company.com');

function concluded(
  checked: 'conforms' | 'violates',
  options: { made: boolean; incomplete?: string; signal?: AbortSignal },
) {
  const ledger = new Ledger();
  if (options.made) ledger.browser(browserSaw(probe));
  const seen = 'Seen.';
  const check = checkResult({
    id: 'check',
    requirement: 'R-CHECK',
    stimulus: '',
    obligation: '',
    seen,
    deviations: checked === 'conforms' ? [] : [{ verdict: 'violates', seen }],
  });
  const result = {
    probe,
    verdict: 'conforms' as const,
    requirement: 'R-PRECEDENCE-2',
    level: 'documented' as const,
    attribution: { probe: probe.id, taken: { kind: 'unseen' as const }, sightings: [] },
    findings: [],
    attachments: [],
  };
  const { verdict, incomplete } = conclude({
    options: {
      configuration: { proxies: [] },
      configurationSource: 'test',
      ...(options.signal === undefined ? {} : { signal: options.signal }),
    },
    runId: 'testrun',
    startedAt: new Date(),
    ledger,
    proxies: names,
    schemes: ['https'],
    environment: {},
    incomplete: options.incomplete,
    probes: options.made ? [result] : [],
    checks: [check],
  });
  return { verdict, incomplete };
}

const NOTHING = 'No request was made, so nothing is known of where requests go.';

test.each<['conforms' | 'violates', { made: boolean; incomplete?: string }, Verdict, string | undefined]>([
  ['conforms', { made: true }, 'conforms', undefined],
  ['conforms', { made: false }, 'inconclusive', NOTHING],
  ['violates', { made: false }, 'violates', undefined],
  ['conforms', { made: false, incomplete: 'It broke off.' }, 'inconclusive', 'It broke off.'],
])('a check that %s, and %o: the run is %s', (checked, options, verdict, incomplete) => {
  expect(concluded(checked, options)).toEqual({ verdict, incomplete });
});

test('a fault of ours is none of the service’s, however late it came', () => {
  const signal = AbortSignal.abort(new UnawaitedFaultError(new Error('No.')));
  for (const checked of ['conforms', 'violates'] as const) {
    expect(concluded(checked, { made: true, signal })).toEqual({
      verdict: 'harness-fault',
      incomplete: 'The run broke off, for this tool has a fault: No.',
    });
  }
});
