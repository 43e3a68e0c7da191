import { lint } from '../configuration/lint.ts';
import type { Attribution } from '../evidence/attribution.ts';
import type { Ledger } from '../evidence/ledger.ts';
import { tool } from '../tool.ts';
import { backgroundTraffic } from './background.ts';
import { overallVerdict } from './overall.ts';
import { unawaitedFault } from './unawaited-fault.ts';
import type { Verification } from './verification.ts';
import type { VerifyOptions } from './verify.ts';

/** What a run of one configuration was, and what it has come to. */
interface Concluded extends Pick<Verification, 'runId' | 'proxies' | 'schemes' | 'environment' | 'probes' | 'checks'> {
  readonly options: Pick<VerifyOptions, 'configuration' | 'configurationSource' | 'strict' | 'requirements' | 'signal'>;
  readonly startedAt: Date;
  /** Default: `emulated`. */
  readonly target?: Verification['target'];
  readonly ledger: Ledger;
  /** Of requests that are neither probes nor among a check's sightings. */
  readonly further?: readonly Pick<Attribution, 'sightings'>[];
  /** Why it did not get to its end. */
  readonly incomplete: string | undefined;
}

const NOTHING_ASKED = 'No request was made, so nothing is known of where requests go.';

/** Ends a run: its verdict, and everything that reports are made of. */
export function conclude(concluded: Concluded): Verification {
  const { options, startedAt, target = 'emulated', ledger, probes, checks, proxies, further = [], ...rest } = concluded;
  const { configuration, configurationSource, strict = false, requirements = [] } = options;
  const fault = unawaitedFault(options.signal);
  const judged = [...probes.map(({ attribution }) => attribution), ...further, ...checks];
  const { incomplete = fault?.message, ...facts } = rest;
  const reached = overallVerdict([...probes, ...checks], {
    strict,
    incomplete: incomplete !== undefined,
    fault: fault !== undefined,
  });
  const unasked = (reached === 'conforms' || reached === 'not-applicable') && !wasAsked(probes, ledger);
  const missing = incomplete ?? (unasked ? NOTHING_ASKED : undefined);
  return {
    tool,
    ...facts,
    target,
    startedAt: startedAt.toISOString(),
    finishedAt: new Date().toISOString(),
    verdict: unasked ? 'inconclusive' : reached,
    ...(missing === undefined ? {} : { incomplete: missing }),
    configuration,
    configurationSource,
    proxies,
    lint: lint(configuration),
    requirements,
    probes,
    checks,
    background: backgroundTraffic(ledger, judged, proxies),
  };
}

/** Whether the browser has a result for anything: a run without one may hold checks that conform, and is no proof. */
function wasAsked(probes: Verification['probes'], ledger: Ledger): boolean {
  return probes.some(({ probe }) => ledger.browserSighting(probe.id) !== undefined);
}
