import type { SuiteFacts, SuiteRequest } from '../harness/conformance/suite-facts.ts';

/** `48 cells: 46 conform, 2 violate`; what there is none of is left out, but for the conforming. */
export function arithmeticLine({ cells, conform, ...sums }: SuiteFacts['arithmetic']): string {
  const parts = [
    [sums.violate, 'violate', 'violates'],
    [sums.observed, 'deviate where the document is silent', 'deviates where the document is silent'],
    [sums.failAsExpected, 'fail as expected', 'fails as expected'],
    [sums.inconclusive, 'inconclusive', 'inconclusive'],
    [sums.harnessFaults, 'harness faults', 'harness fault'],
    [sums.notApplicable, 'not applicable', 'not applicable'],
    [sums.notRun, 'not run', 'not run'],
  ] as const;
  const rest = parts.flatMap(([count, many, one]) => (count === 0 ? [] : [`${count} ${count === 1 ? one : many}`]));
  return `${cells} ${cells === 1 ? 'cell' : 'cells'}: ${[`${conform} ${conform === 1 ? 'conforms' : 'conform'}`, ...rest].join(', ')}`;
}

/** The command that runs some cells again as they ran here. Globs have no quotes in them, so these are enough. */
export function reproduction(
  cells: readonly string[],
  { where = [], personality, seed, strict }: SuiteRequest,
): string {
  const options = [
    ...where,
    ...(cells.length === 0 ? [] : [`--run ${cells.map((cell) => `'${cell}'`).join(' ')}`]),
    ...(seed === undefined ? [] : [`--seed ${seed}`]),
    ...(personality === 'documented' ? [] : [`--personality ${personality}`]),
    ...(strict ? ['--strict'] : []),
  ];
  return ['agentcore-proxy-conformance run', ...options].join(' ');
}

/** One sentence for an expected failure that did not come. */
export function staleSentence({ path, case: glob, cell }: SuiteFacts['stale'][number]): string {
  return `Stale expected failure ${path} (${glob}): ${cell} conforms. Take the entry out of the file, or narrow it.`;
}
