import { explainDecision } from '../../harness/routing/explain-decision.ts';
import { decide } from '../../harness/routing/oracle.ts';
import { proxyNames } from '../../harness/routing/proxy-names.ts';
import type { Route } from '../../harness/routing/route.ts';
import { describeRoute } from '../../harness/routing/wording.ts';
import type { KnownDisagreement } from './known-disagreements.ts';
import type { Opinion, Question } from './question.ts';

/** How the opinions of an engine and of the routing oracle relate. */
export interface Comparison {
  /** Each opinion that is neither the oracle's nor explained, in words. */
  readonly unexplained: readonly string[];
  /** Ids of known disagreements that explained nothing: they are no longer true, or nobody asks about them. */
  readonly stale: readonly string[];
}

/** An engine's answer to a question. */
export interface Answered {
  readonly question: Question;
  readonly opinion: Opinion;
}

/**
 * Holds what an engine answered against the oracle. Where the document decides, only agreement will do; where it is
 * silent, the opinion must be exactly the one that the known disagreements say.
 */
export function compare(engine: string, answers: readonly Answered[], known: readonly KnownDisagreement[]): Comparison {
  const needed = new Set<KnownDisagreement>();
  const unexplained: string[] = [];
  for (const { question, opinion } of answers) {
    const { route, level } = decide(question.configuration, question.host);
    const expected = level === 'documented' ? route : expectedRoute(question, known);
    if (!same(opinion, expected)) unexplained.push(describe(engine, question, opinion, expected));
    else if (!same(opinion, route)) for (const row of decisive(question, known, expected)) needed.add(row);
  }
  return { unexplained, stale: known.filter((row) => !needed.has(row)).map(({ id }) => id) };
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

function describe(engine: string, { configuration, host }: Question, opinion: Opinion, expected: Route): string {
  const names = proxyNames(configuration);
  const decision = decide(configuration, host);
  const said = opinion.kind === 'lost' ? `nothing, ${opinion.why}` : describeRoute(opinion, names);
  return [
    `${engine} on ${JSON.stringify(host)}: ${said}; expected: ${describeRoute(expected, names)}.`,
    ...explainDecision(configuration, decision, names)
      .split('\n')
      .map((line) => `  Oracle: ${line}`),
    `  Configuration: ${JSON.stringify(configuration)}`,
  ].join('\n');
}
