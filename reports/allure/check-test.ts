import type { CheckResult, Verification } from '../../harness/conformance/verification.ts';
import { AS_EXPECTED, excusing, outcomeOf, requirementLookup } from '../reading.ts';
import { explainFinding, explainSighting } from '../wording.ts';
import { describe, span, tagsOf, withPrefix } from './describe.ts';
import type { AllureStep, AllureTest } from './model.ts';

/** A check, or a conformance case's cell: what its witnesses saw in the order of time, then what is wrong with it. */
export function checkTest(check: CheckResult, verification: Verification): AllureTest {
  const { cell, findings, sightings } = check;
  const excused = excusing(verification)(check);
  const outcome = excused ? 'not-applicable' : outcomeOf(check);
  const [start, stop] = span(sightings, verification);
  const seen = findings[0]?.seen ?? check.seen;
  const lines = [
    `Stimulus: ${check.stimulus}`,
    `Obligation: ${check.obligation}`,
    `Seen: ${check.seen}`,
    ...findings.flatMap(explainFinding),
    ...sightings.map((sighting) => `- ${explainSighting(sighting, verification.proxies)}`),
  ];
  return {
    ...describe(verification, check.requirement, {
      name: check.id,
      ...place(check, verification),
      id: check.id,
      tags: [...tagsOf([check]), ...(cell?.requirements.slice(1) ?? [])],
    }),
    outcome,
    message: excused ? `${AS_EXPECTED}${seen}` : withPrefix(outcome, seen),
    steps: [...timeline(check, verification), ...conclusions(check, stop)],
    files: check.attachments,
    evidence: sightings,
    explanation: lines.join('\n'),
    start,
    // A cell takes longer than its witnesses can see: its session starts before the first of them.
    stop: Math.max(stop, start + (cell?.durationMilliseconds ?? 0)),
  };
}

/** In the tree of behaviours: cases below the statement they are about, other checks by the beginning of their path. */
function place({ cell, id, requirement }: CheckResult, verification: Verification) {
  const { statement } = requirementLookup(verification)(requirement);
  if (cell === undefined) return { feature: id.split('/')[0] ?? id, story: statement };
  return { feature: `${requirement}: ${statement}`, story: cell.caseId };
}

function timeline({ sightings }: CheckResult, { proxies }: Verification): readonly AllureStep[] {
  const ordered = [...sightings].sort((one, other) => one.at - other.at);
  const from = ordered[0]?.at ?? 0;
  return ordered.map((sighting) => ({
    name: `+${Math.round(sighting.at - from)} ms  ${explainSighting(sighting, proxies)}`,
    outcome: 'conforms',
    message: '',
    parameters: [],
    explanation: '',
    files: [],
    start: sighting.at,
    stop: sighting.at,
  }));
}

function conclusions({ findings }: CheckResult, at: number): readonly AllureStep[] {
  return findings.map(({ verdict, level, requirement, expected, seen, cause }) => {
    const outcome = outcomeOf({ verdict, level });
    return {
      name: `${requirement}: ${seen}`,
      outcome,
      message: withPrefix(outcome, seen),
      parameters: [
        { name: 'expected', value: expected },
        { name: 'seen', value: seen },
        ...(cause === undefined ? [] : [{ name: 'likely cause', value: cause }]),
      ],
      explanation: '',
      files: [],
      start: at,
      stop: at,
    };
  });
}
