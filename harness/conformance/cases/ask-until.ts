import { setTimeout } from 'node:timers/promises';

/** Milliseconds between two questions: a state that is somewhere else gives no sign when it changes. */
const ASK_AGAIN_AFTER = 50;

/**
 * Asks until the answer is the awaited one, or time is up.
 * @param milliseconds how long it may take.
 * @returns the last answer.
 */
export async function askUntil<Answer>(
  ask: () => Promise<Answer>,
  awaited: (answer: Answer) => boolean,
  milliseconds: number,
): Promise<Answer> {
  const deadline = performance.now() + milliseconds;
  for (;;) {
    const answer = await ask();
    if (awaited(answer) || performance.now() >= deadline) return answer;
    await setTimeout(ASK_AGAIN_AFTER);
  }
}
