import { beforeAll, describe, expect, test } from 'vitest';
import type { ProxyConfiguration } from '../../harness/configuration/proxy-configuration.ts';
import { decide } from '../../harness/routing/oracle.ts';
import { type Comparison, compare } from './compare.ts';
import type { KnownDisagreement } from './known-disagreements.ts';
import type { Engine, Opinion } from './question.ts';
import { randomQuestions } from './random-questions.ts';
import { WRONG_TRANSLATIONS } from './wrong-translations.ts';

const SEED = 20_261_123;
const QUESTIONS = 10_000;

/** Enough that each wrong translation shows in some of them. */
const QUESTIONS_FOR_A_WRONG_TRANSLATION = 250;

/** All questions take an engine some 20 s on two idle cores; this bounds a machine that has other work. */
const TIMEOUT_MILLISECONDS = 300_000;

/** Of thousands of failures the first few say what is wrong. */
const FAILURES_SHOWN = 5;

/**
 * Defines the tests of one engine: the same questions for each, every disagreement explained, every explanation
 * needed, every wrong translation noticed.
 *
 * @param engineReading an engine that is given configurations as `read` says in place of what they are.
 */
export function testOpinions(
  engineReading: (read: (configuration: ProxyConfiguration) => ProxyConfiguration) => Engine,
  known: readonly KnownDisagreement[],
): void {
  const engine = engineReading((configuration) => configuration);

  describe(`${engine.name} and the routing oracle, ${QUESTIONS} configurations and hosts, seed ${SEED}`, () => {
    let comparison: Comparison;
    beforeAll(async () => {
      comparison = await compare(engine, randomQuestions(SEED, QUESTIONS), known);
    }, TIMEOUT_MILLISECONDS);

    test('agree wherever the document decides, and elsewhere but for what is known', () => {
      expect(comparison.unexplained.slice(0, FAILURES_SHOWN)).toEqual([]);
      expect(comparison.agreed).toBeGreaterThan(QUESTIONS / 2);
    });

    test('disagree still in each way that is known', () => {
      const stale = known.map(({ id }) => id).filter((id) => comparison.explained[id] === 0);
      expect(stale).toEqual([]);
    });
  });

  describe.runIf(known.length > 0)(`${engine.name} disagrees with the routing oracle`, () => {
    let opinions: readonly Opinion[];
    beforeAll(async () => {
      opinions = await engine.opinions(known.map(({ example }) => example));
    }, TIMEOUT_MILLISECONDS);

    test.each(known.map((row, index) => ({ ...row, index })))('$id: $because', ({ example, index }) => {
      const decision = decide(example.configuration, example.host);
      expect(opinions[index]).toEqual(example.engine);
      expect(decision.route).not.toEqual(example.engine);
      expect(decision.level).toBe('undocumented');
    });
  });

  describe(`${engine.name}, when its configuration is translated wrongly`, () => {
    const questions = randomQuestions(SEED, QUESTIONS_FOR_A_WRONG_TRANSLATION);
    test.each(WRONG_TRANSLATIONS)('is noticed: $id', { timeout: TIMEOUT_MILLISECONDS }, async ({ misread }) => {
      const { unexplained } = await compare(engineReading(misread), questions, known);
      expect(unexplained).not.toEqual([]);
    });
  });
}
