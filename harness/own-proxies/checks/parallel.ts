import { checkResult } from '../../conformance/checks/check.ts';
import type { CheckResult } from '../../conformance/verification.ts';
import { type Answer, ask, askedWords } from '../ask.ts';
import type { Destination, OwnProxy } from '../own-proxy.ts';

/** Chromium opens at most so many connections to one proxy. */
const CONNECTIONS = 32;

/** Whether a proxy serves as many connections at a time as a page may open. @param destination lets itself be asked for. */
export async function checkParallel(proxy: OwnProxy, destination: Destination): Promise<CheckResult> {
  const { name, address, credentials } = proxy;
  const answers = await Promise.all(Array.from({ length: CONNECTIONS }, () => ask(address, destination, credentials)));
  for (const answer of answers) if (answer.kind === 'answered') answer.tunnel?.destroy();
  const passed = answers.filter((answer) => answer.kind === 'answered' && answer.passed).length;
  return checkResult({
    id: `own-proxy/parallel[proxy=${name.name}]`,
    requirement: 'P-PARALLEL',
    stimulus: `${askedWords(destination)}, ${CONNECTIONS} times at once, which is what a browser opens to one proxy at most.`,
    obligation: `${name.name} serves all of them.`,
    seen: `All ${CONNECTIONS} were served.`,
    deviations:
      passed === CONNECTIONS
        ? []
        : [
            {
              verdict: 'violates',
              seen: `${passed} of ${CONNECTIONS} were served; the others: ${failures(answers)}.`,
              cause: 'A limit of connections for each client or user. Pages will load slowly or in part.',
            },
          ],
  });
}

function failures(answers: readonly Answer[]): string {
  const counts = new Map<string, number>();
  for (const answer of answers) {
    if (answer.kind === 'answered' && answer.passed) continue;
    const word = answer.kind === 'answered' ? `status ${answer.status}` : answer.code;
    counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  return [...counts].map(([word, count]) => `${count} × ${word}`).join(', ');
}
