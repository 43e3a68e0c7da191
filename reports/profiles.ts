import type { Profile } from '../harness/conformance/requirement.ts';
import type { Verification } from '../harness/conformance/verification.ts';
import type { Outcome, OutcomeCounts, Result } from './reading.ts';
import {
  countOutcomes,
  deviates,
  OUTCOMES,
  outcomeOf,
  requirementLookup,
  resultName,
  worstOutcome,
} from './reading.ts';

/** In the order in which reports show them. */
export const PROFILES = ['core-routing', 'credentials', 'resilience', 'api'] as const satisfies readonly Profile[];

export const PROFILE_TITLES: Readonly<Record<Profile, string>> = {
  'core-routing': 'Core routing',
  credentials: 'Credentials',
  resilience: 'Resilience',
  api: 'API',
};

/** What became of one profile in a run. */
export interface ProfileSummary {
  readonly profile: Profile;
  /** The worst of its results, those that deviate as expected left out; a run may not examine a profile at all. */
  readonly outcome: Outcome | 'not-examined';
  /** Results that are filed under its requirements, each under one. */
  readonly results: OutcomeCounts;
  readonly requirements: {
    /** That a run can examine. */
    readonly total: number;
    /** Of which at least one result says something. */
    readonly examined: number;
    /** That no run can examine; the catalogue says why. */
    readonly beyond: number;
  };
  readonly deviating: readonly string[];
  readonly observed: readonly string[];
}

/** One summary a profile. A result that breaks a requirement of another profile counts against that one too. */
export function profileSummaries(verification: Verification): readonly ProfileSummary[] {
  const { requirements, suite } = verification;
  const profileOf = new Map(requirements.map(({ id, profile }) => [id, profile]));
  const requirementOf = requirementLookup(verification);
  const results: readonly Result[] = [...verification.probes, ...verification.checks];
  const excused = new Set(suite?.expected);
  return PROFILES.map((profile) => {
    const own = results.filter(({ requirement }) => requirementOf(requirement).profile === profile);
    const unexpected = own.filter((result) => !excused.has(resultName(result)));
    const broken = results
      .filter((result) => !own.includes(result) && !excused.has(resultName(result)))
      .flatMap(({ findings }) => findings.filter(({ requirement }) => profileOf.get(requirement) === profile));
    const examined = new Set(results.flatMap(requirementsOf).filter((id) => profileOf.get(id) === profile));
    const stated = requirements.filter((one) => one.profile === profile);
    const beyond = stated.filter(({ id, untestable }) => untestable !== undefined && !examined.has(id)).length;
    return {
      profile,
      outcome: profileOutcome(own, [...unexpected, ...broken]),
      results: countOutcomes(own),
      requirements: { total: stated.length - beyond, examined: examined.size, beyond },
      deviating: unexpected.filter((one) => deviates(one) && outcomeOf(one) !== 'observation').map(resultName),
      observed: own.filter((one) => outcomeOf(one) === 'observation').map(resultName),
    };
  });
}

function profileOutcome(
  own: readonly Result[],
  counted: Parameters<typeof countOutcomes>[0],
): ProfileSummary['outcome'] {
  if (own.length === 0) return 'not-examined';
  const counts = countOutcomes(counted);
  return OUTCOMES.some((outcome) => counts[outcome] > 0) ? worstOutcome(counted) : 'conforms';
}

function requirementsOf(result: Result): readonly string[] {
  return 'cell' in result && result.cell !== undefined ? result.cell.requirements : [result.requirement];
}
