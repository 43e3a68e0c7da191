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
  ECONNRESET: 'Something else than an HTTP proxy listens there.',
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

/**
 * @param answer to the request for `destination` with the right credentials.
 * @param takesTls what did not understand the request speaks TLS.
 */
export function checkReachable(
  { name }: OwnProxy,
  destination: Destination,
  answer: Answer,
  takesTls: boolean,
): CheckResult {
  const asked = askedWords(destination);
  const seen = `${name.name} ${answerWords(answer)}`;
  return checkResult({
    id: `own-proxy/reachable[proxy=${name.name}]`,
    requirement: 'P-REACHABLE',
    stimulus: `${name.name} is asked for ${asked}.`,
    obligation: `${name.name} accepts the connection and answers.`,
    seen: `${seen}.`,
    deviations: takesTls
      ? [{ verdict: 'violates', seen: `${seen}: it speaks TLS at this port.`, cause: ONLY_TLS }]
      : answer.kind === 'answered'
        ? []
        : [{ verdict: 'violates', seen: `${seen}.`, ...causeOf(answer) }],
  });
}

const ONLY_TLS =
  'A configuration has no scheme, and sessions speak plain HTTP to proxies. Name a port at which the proxy does.';

function causeOf({ code, connected }: Extract<Answer, { kind: 'failed' }>): { readonly cause?: string } {
  const cause =
    code === 'ETIMEDOUT' && connected
      ? 'It takes connections and says nothing, not even to what needs no name and no other machine: the proxy hangs.'
      : CAUSES[code];
  return cause === undefined ? {} : { cause };
}
