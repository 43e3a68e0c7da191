import type { Case, Judgement } from '../../../harness/conformance/cases/case.ts';
import type { StartAttempt } from '../../../harness/conformance/cases/stage.ts';
import { that } from '../../../harness/conformance/cases/that.ts';
import type { RequirementId } from '../../requirements/catalogue.ts';
import type { SabotageName } from '../../sabotage/registry.ts';
import { defineSteps } from '../define.ts';

/** A start request that must be refused. */
interface Refusable {
  readonly body: object;
  /** The member at fault, as the answer must name it. */
  readonly member: string;
  /** What else is broken where it is taken. */
  readonly alsoBreaks?: RequirementId;
}

interface RefusedStart<Label extends string> {
  readonly id: `api/${string}`;
  readonly requirements: readonly [RequirementId, ...RequirementId[]];
  readonly stimulus: string;
  /** By what is wrong with them, in a word or two. */
  readonly bodies: Readonly<Record<Label, Refusable>>;
  readonly provedBy: readonly SabotageName[];
}

/** A case of start requests each of which breaks one constraint. Nothing starts, so no browser is needed. */
export function refusedStart<Label extends string>(definition: RefusedStart<Label>): Case {
  const { bodies, ...statement } = definition;
  const labels = Object.keys(bodies) as Label[];
  return defineSteps({
    ...statement,
    obligation: 'StartBrowserSession answers with a ValidationException that names the member at fault.',
    matrix: { given: labels },
    configuration: () => ({ proxies: [{ name: 'unused' }] }),
    steps: (stage, { given }) => stage.attempt(bodies[given].body),
    expect: (attempt, { given }) => [
      ...judgeRefusal(attempt, [bodies[given].member]),
      ...alsoRefused(attempt, bodies[given]),
    ],
  });
}

function alsoRefused({ kind }: StartAttempt, { alsoBreaks }: Refusable): readonly Judgement[] {
  if (alsoBreaks === undefined) return [];
  return [that(kind === 'refused', 'No session started.', 'A session started.', { requirement: alsoBreaks })];
}

/** The request was refused as invalid, for these members and no others. */
export function judgeRefusal(attempt: StartAttempt, members: readonly string[]): readonly Judgement[] {
  const wanted = members.join(', ');
  if (attempt.kind === 'started') {
    return [that(false, '', `StartBrowserSession took the request, and a session started in spite of ${wanted}.`)];
  }
  const { error, status, fields } = attempt;
  const named = fields.length === 0 ? 'no member' : [...new Set(fields)].join(', ');
  return [
    that(
      error === 'ValidationException' && status === 400,
      'StartBrowserSession answered with a ValidationException (400).',
      `StartBrowserSession answered with ${error} (${status}) instead of a ValidationException (400).`,
      { requirement: 'R-MODEL-ERRORS' },
    ),
    that(
      [...new Set(fields)].toSorted().join() === members.toSorted().join(),
      `The answer names ${wanted}.`,
      `The answer names ${named} instead of ${wanted}.`,
      { requirement: 'R-MODEL-REFUSAL-NAMES-MEMBER' },
    ),
  ];
}
