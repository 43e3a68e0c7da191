import type { CheckResult, ProbeResult, Verification } from '../../harness/conformance/verification.ts';
import type { Probe } from '../../harness/matrix/probe.ts';
import { outcomeOf } from '../reading.ts';
import { explainJoins, explainSighting } from '../wording.ts';
import { mark, type Paint } from './paint.ts';

/** Deviations that are spelled out on a terminal; the reports hold all of them. */
const DEVIATIONS_SHOWN = 50;
/** Witnesses quoted for one deviation. */
const SIGHTINGS_SHOWN = 4;

const REQUESTS: Readonly<Record<Probe['traffic'], string>> = {
  fetch: 'fetch of',
  navigation: 'navigation to',
  websocket: 'WebSocket to',
};

/** Every finding, with what was expected, what was seen, who saw it and what most often causes it. */
export function deviationList(
  deviating: readonly (ProbeResult | CheckResult)[],
  verification: Verification,
  paint: Paint,
): string[] {
  const shown = deviating.slice(0, DEVIATIONS_SHOWN).flatMap((result) => deviation(result, verification, paint));
  const rest = deviating.length - DEVIATIONS_SHOWN;
  return rest > 0 ? [...shown, `… and ${rest} more; --out writes all of them.`] : shown;
}

function deviation(result: ProbeResult | CheckResult, { proxies }: Verification, paint: Paint): string[] {
  const subject =
    'probe' in result
      ? `${REQUESTS[result.probe.traffic]} ${paint('bold', result.probe.url)}`
      : paint('bold', result.id);
  const joins = 'probe' in result ? explainJoins(result.attribution, proxies) : [];
  return result.findings.map(({ requirement, level, expected, seen, sightings, cause, verdict }) => {
    const outcome = outcomeOf({ verdict, level });
    // A browser asks again: what is told in the same words is told once.
    const told = new Set(sightings.map((sighting) => explainSighting(sighting, proxies)));
    const evidence = [...[...told].slice(0, SIGHTINGS_SHOWN), ...joins];
    return [
      `${mark(outcome, paint)} ${subject}  ${outcome}, ${requirement}`,
      `    expected  ${expected}`,
      `    seen      ${seen}`,
      ...evidence.map((words, i) => `    ${i === 0 ? 'evidence' : '        '}  ${words}`),
      ...(cause === undefined ? [] : [`    cause     ${cause}`]),
    ].join('\n');
  });
}
