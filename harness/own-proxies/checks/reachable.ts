import { checkResult, notExamined } from '../../conformance/checks/check.ts';
import type { CheckResult } from '../../conformance/verification.ts';
import { type Answer, answerWords, askedWords } from '../ask.ts';
import type { Destination, OwnProxy } from '../own-proxy.ts';

/** What to do about each way of not being there. */
const CAUSES: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'Nobody listens at this port.',
  ENOTFOUND: 'The name of the proxy does not resolve here.',
  ETIMEDOUT: 'A firewall drops the connection, or the machine is off.',
  EHOSTUNREACH: 'No route leads to the proxy.',
  ENETUNREACH: 'No route leads to the proxy.',
  ECONNRESET: 'Something else than an HTTP proxy listens there, or only TLS is spoken.',
  HPE_INVALID_CONSTANT: 'Something else than an HTTP proxy listens there.',
};

/** Of a proxy that no host ever goes to. @param reason one sentence. */
export function unreached({ name: { name } }: OwnProxy, reason: string): CheckResult {
  return notExamined(
    {
      id: `own-proxy/reachable[proxy=${name}]`,
      requirement: 'P-REACHABLE',
      stimulus: `${name} is asked for what your hosts need.`,
      obligation: `${name} accepts the connection and answers.`,
    },
    `${reason} It was not examined.`,
  );
}

/** @param answer to the request for `destination` with the right credentials. */
export function checkReachable({ name }: OwnProxy, destination: Destination, answer: Answer): CheckResult {
  const asked = askedWords(destination);
  const cause = answer.kind === 'failed' ? causeOf(answer) : undefined;
  return checkResult({
    id: `own-proxy/reachable[proxy=${name.name}]`,
    requirement: 'P-REACHABLE',
    stimulus: `${name.name} is asked for ${asked}.`,
    obligation: `${name.name} accepts the connection and answers.`,
    seen: `${name.name} ${answerWords(answer)}.`,
    deviations:
      answer.kind === 'answered'
        ? []
        : [
            {
              verdict: 'violates',
              seen: `${name.name} ${answerWords(answer)}.`,
              ...(cause === undefined ? {} : { cause }),
            },
          ],
  });
}

function causeOf({ code, connected }: Extract<Answer, { kind: 'failed' }>): string | undefined {
  return code === 'ETIMEDOUT' && connected
    ? 'It takes connections and says nothing, not even to what needs no name and no other machine: the proxy hangs.'
    : CAUSES[code];
}
