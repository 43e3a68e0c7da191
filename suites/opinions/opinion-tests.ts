import { beforeAll, describe, expect, test } from 'vitest';
import { decide } from '../../harness/routing/oracle.ts';
import { type Answered, type Comparison, compare } from './compare.ts';
import type { KnownDisagreement } from './known-disagreements.ts';
import type { Engine } from './question.ts';
import { randomQuestions } from './random-questions.ts';
import { WRONG_TRANSLATIONS } from './wrong-translations.ts';

const SEED = 20_261_123;
const QUESTIONS = 10_000;

/** Enough that each wrong translation shows in some of them. */
const QUESTIONS_FOR_A_WRONG_TRANSLATION = 200;

/** Bounds a machine that has other work: two cores with forty others in line took 165 s. */
const TIMEOUT_MILLISECONDS = 600_000;

/** Of thousands of failures the first few say what is wrong. */
const FAILURES_SHOWN = 5;

/**
 * Defines the tests of one engine: the same questions for each, every disagreement explained, every explanation
 * needed, every wrong translation noticed.
 */
export function testOpinions(engine: Engine, known: readonly KnownDisagreement[]): void {
  const random = randomQuestions(SEED, QUESTIONS);
  const few = random.slice(0, QUESTIONS_FOR_A_WRONG_TRANSLATION);
  const examples = known.map(({ example }) => example);
  const misread = WRONG_TRANSLATIONS.map(({ misread: read }) =>
    few.map((question) => ({ ...question, configuration: read(question.configuration) })),
  );

  let comparison: Comparison;
  let ofExamples: readonly Answered[];
  let ofMisread: readonly (readonly Answered[])[];
  beforeAll(async () => {
    // All at once: an engine's start takes longer than many of its answers.
    const opinions = (await engine.opinions([...random, ...examples, ...misread.flat()])).values();
    const answer = (questions: typeof random): readonly Answered[] =>
      questions.map((question) => {
        const { value = { kind: 'lost', why: 'it gave no opinion' } as const } = opinions.next();
        return { question, opinion: value };
      });
    comparison = compare(engine.name, answer(random), known);
    ofExamples = answer(examples);
    ofMisread = misread.map(() => answer(few));
  }, TIMEOUT_MILLISECONDS);

  describe(`${engine.name} and the routing oracle, ${QUESTIONS} configurations and hosts, seed ${SEED}`, () => {
    test('agree wherever the document decides, and elsewhere but for what is known', () => {
      expect(comparison.unexplained.slice(0, FAILURES_SHOWN)).toEqual([]);
    });

    test('disagree still in each way that is known', () => {
      expect(comparison.stale).toEqual([]);
    });
  });

  if (known.length > 0) {
    describe(`${engine.name} disagrees with the routing oracle`, () => {
      test.each(known.map((row, index) => ({ ...row, index })))('$id: $because', ({ example, index }) => {
        const decision = decide(example.configuration, example.host);
        expect(ofExamples[index]?.opinion).toEqual(example.engine);
        expect(decision.route).not.toEqual(example.engine);
        expect(decision.level).toBe('undocumented');
      });
    });
  }

  describe(`${engine.name}, when its configuration is translated wrongly`, () => {
    test.each(WRONG_TRANSLATIONS.map(({ id }, index) => ({ id, index })))('is noticed: $id', ({ index }) => {
      const { unexplained } = compare(engine.name, ofMisread[index] ?? [], known);
      expect(unexplained).not.toEqual([]);
      // By another route, not by an engine that broke down.
      expect(unexplained.filter((text) => text.includes(': nothing, '))).toEqual([]);
    });
  });
}
