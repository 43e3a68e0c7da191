import { checkResult } from '../../conformance/checks/check.ts';
import type { CheckResult } from '../../conformance/verification.ts';
import { type Answer, answerWords, askedWords, asksForCredentials } from '../ask.ts';
import type { Destination, OwnProxy } from '../own-proxy.ts';

/** Whether a proxy leads to a host and port that it is needed for. */
export function checkConnects({ name: { name } }: OwnProxy, destination: Destination, answer: Answer): CheckResult {
  const { authority, kind } = destination;
  const passed = answer.kind === 'answered' && answer.passed;
  return checkResult({
    id: `own-proxy/connects[proxy=${name}][${kind}=${authority}]`,
    requirement: 'P-CONNECTS',
    stimulus: `${askedWords(destination)} through ${name}.`,
    obligation: `${name} leads to ${authority}, which your hosts need.`,
    seen: `It ${answerWords(answer)}.`,
    deviations: passed
      ? []
      : [{ verdict: 'violates', seen: `It ${answerWords(answer)}.`, cause: causeOf(answer, destination) }],
  });
}

function causeOf(answer: Answer, destination: Destination): string {
  const { authority, host } = destination;
  if (answer.kind === 'failed') {
    return answer.code === 'ETIMEDOUT'
      ? `The proxy waits for a name server, or for ${authority}.`
      : 'The proxy has broken the connection off instead of answering.';
  }
  if (asksForCredentials(answer, destination)) return 'The proxy wants other credentials for this.';
  return isUnknownName(answer)
    ? `The proxy does not know the name ${host}.`
    : causeOfStatus(answer.status, destination);
}

/** What most often makes a proxy answer so. */
export function causeOfStatus(
  status: number,
  { authority, host }: { readonly authority: string; readonly host: string },
): string {
  if (status === 403) return `An access rule of the proxy denies ${authority}.`;
  return `The proxy cannot resolve ${host} or connect to ${authority}.`;
}

/** Only some proxies say so; others answer as if nobody was there. */
function isUnknownName(answer: Answer): boolean {
  return answer.kind === 'answered' && answer.word === 'ERR_DNS_FAIL';
}

/**
 * Whether a proxy resolves a name that this machine does not know.
 * @param answer to the request for `destination`.
 * @returns `undefined` where the answer does not tell: that it does not lead there is another check's finding.
 */
export function checkResolves(
  { name: { name } }: OwnProxy,
  destination: Destination,
  answer: Answer,
): CheckResult | undefined {
  const { host } = destination;
  const passed = answer.kind === 'answered' && answer.passed;
  if (!passed && !isUnknownName(answer)) return undefined;
  return checkResult({
    id: `own-proxy/resolves[proxy=${name}][host=${host}]`,
    requirement: 'P-RESOLVES',
    stimulus: `${askedWords(destination)}; this machine does not know the name ${host}.`,
    obligation: `${name} resolves ${host}.`,
    seen: `It does: it ${answerWords(answer)}.`,
    deviations: passed
      ? []
      : [
          {
            verdict: 'violates',
            seen: `It ${answerWords(answer)}.`,
            cause: 'Its name servers do not know the name; neither does this machine. Check the spelling first.',
          },
        ],
  });
}
