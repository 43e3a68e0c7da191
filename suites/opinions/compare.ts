import { explainDecision } from '../../harness/routing/explain-decision.ts';
import { decide } from '../../harness/routing/oracle.ts';
import { proxyNames } from '../../harness/routing/proxy-names.ts';
import type { Route } from '../../harness/routing/route.ts';
import { describeRoute } from '../../harness/routing/wording.ts';
import type { KnownDisagreement } from './known-disagreements.ts';
import type { Engine, Opinion, Question } from './question.ts';

/** How the opinions of an engine and of the routing oracle relate. */
export interface Comparison {
  readonly agreed: number;
  /** Id of a known disagreement → questions that are answered as it says, and would not be without it. */
  readonly explained: Readonly<Record<string, number>>;
  /** Each opinion that is neither the oracle's nor explained, in words. */
  readonly unexplained: readonly string[];
}

/**
 * Puts the questions to the engine and to the oracle. Where the document decides, only agreement will do; where it is
 * silent, the opinion must be exactly the one that the known disagreements say.
 */
export async function compare(
  engine: Engine,
  questions: readonly Question[],
  known: readonly KnownDisagreement[],
): Promise<Comparison> {
  const explained: Record<string, number> = Object.fromEntries(known.map(({ id }) => [id, 0]));
  const unexplained: string[] = [];
  let agreed = 0;
  const opinions = await engine.opinions(questions);
  for (const [index, question] of questions.entries()) {
    const opinion = opinions[index] ?? { kind: 'lost', why: 'it gave no opinion' };
    const { route, level } = decide(question.configuration, question.host);
    const expected = level === 'documented' ? route : expectedRoute(question, known);
    if (!same(opinion, expected)) unexplained.push(describe(engine, question, opinion, expected));
    else if (same(opinion, route)) agreed++;
    else for (const { id } of decisive(question, known, expected)) explained[id] = (explained[id] ?? 0) + 1;
  }
  return { agreed, explained, unexplained };
}

function expectedRoute(question: Question, known: readonly KnownDisagreement[]): Route {
  const read = known.reduce((asked, { asIf }) => asIf(asked), question);
  return decide(read.configuration, read.host).route;
}

/** The rows without which the engine's opinion would not be explained. */
function decisive(question: Question, known: readonly KnownDisagreement[], expected: Route) {
  return known.filter((row) => {
    const others = known.filter((other) => other !== row);
    return !same(expectedRoute(question, others), expected);
  });
}

function same(one: Opinion, other: Opinion): boolean {
  if (one.kind === 'proxy' && other.kind === 'proxy') return one.index === other.index;
  return one.kind === 'direct' && other.kind === 'direct';
}

function describe(engine: Engine, { configuration, host }: Question, opinion: Opinion, expected: Route): string {
  const names = proxyNames(configuration);
  const decision = decide(configuration, host);
  const said = opinion.kind === 'lost' ? `nothing, ${opinion.why}` : describeRoute(opinion, names);
  return [
    `${engine.name} on ${JSON.stringify(host)}: ${said}; expected: ${describeRoute(expected, names)}.`,
    ...explainDecision(configuration, decision, names)
      .split('\n')
      .map((line) => `  Oracle: ${line}`),
    `  Configuration: ${JSON.stringify(configuration)}`,
  ].join('\n');
}
