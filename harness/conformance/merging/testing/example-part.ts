import { asVerification } from '../../cases/as-verification.ts';
import type { Case } from '../../cases/case.ts';
import { select } from '../../cases/select.ts';
import { shardOf } from '../../cases/shard.ts';
import { exampleResult } from '../../cases/testing/example-cases.ts';
import type { SuiteRequest } from '../../suite-facts.ts';
import type { CheckResult, Verification } from '../../verification.ts';

interface ExamplePart {
  readonly cases: readonly Case[];
  readonly number: number;
  readonly of: number;
  readonly asked?: Partial<SuiteRequest>;
  /** Verdicts other than `conforms`, by path. */
  readonly verdicts?: Readonly<Record<string, CheckResult['verdict']>>;
  /** Globs; default: every case. */
  readonly run?: readonly string[];
}

/** The report of a part in which every cell of its share has a result. */
export function examplePart({ cases, number, of, asked, verdicts = {}, run = [] }: ExamplePart): Verification {
  const matching = select(cases, { run, skip: [] });
  const selected = shardOf(matching, { number, of });
  const results = selected.flatMap(({ cells }) => cells.map(({ path }) => exampleResult(path, verdicts[path])));
  return asVerification(
    {
      tool: { name: 'tool', version: '1.0.0' },
      runId: 'aaaaaaaa',
      target: 'emulated',
      startedAt: `2026-01-01T00:00:0${number}.000Z`,
      finishedAt: `2026-01-01T00:01:0${number}.000Z`,
      verdict: results.every(({ verdict }) => verdict === 'conforms') ? 'conforms' : 'violates',
      environment: { browser: 'Chrome/1', platform: `machine ${number}` },
      requirements: [
        { id: 'R-ONE', level: 'documented', section: 'One', profile: 'core-routing', statement: 'It goes somewhere.' },
      ],
      planned: results.length,
      results,
      expected: [],
      stale: [],
    },
    { personality: 'documented', strict: false, shard: { number, of }, ...asked },
    { cases, matching, selected },
  );
}
