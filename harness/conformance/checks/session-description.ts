import { isDeepStrictEqual } from 'node:util';
import type { ProxyConfiguration } from '../../configuration/proxy-configuration.ts';
import type { ReceivedAnswer } from '../../sessions/received-answers.ts';
import type { CheckResult } from '../verification.ts';
import { checkResult, type Deviation } from './check.ts';

/**
 * `GetBrowserSession` returns the configuration as it was sent, and no API answer holds a credential.
 * @param received what the service answered, members that the client does not know included.
 */
export function checkSessionDescription(
  sent: ProxyConfiguration,
  received: readonly ReceivedAnswer[],
  description: { readonly proxyConfiguration?: unknown; readonly status?: unknown },
  canaries: readonly string[],
): CheckResult {
  const deviations: Deviation[] = [];
  if (description.status === 'TERMINATED') {
    deviations.push({
      verdict: 'inconclusive',
      seen: 'The session had ended by itself before it was described, and its configuration with it.',
    });
  } else if (!isDeepStrictEqual(description.proxyConfiguration, sent)) {
    deviations.push({
      verdict: 'violates',
      seen: 'GetBrowserSession returned another proxy configuration than the one that the session was started with.',
    });
  }
  const holding = received.filter(({ text }) => canaries.some((canary) => text.includes(canary)));
  for (const operation of new Set(holding.map((answer) => answer.operation))) {
    deviations.push({ verdict: 'violates', seen: `The answer to ${operation} holds a proxy's credentials.` });
  }
  return checkResult({
    id: 'api/get-returns-secret-arn-only',
    requirement: 'R-CREDENTIALS-NOT-RETURNED',
    stimulus: 'The running session is described with GetBrowserSession.',
    obligation: 'It returns the proxy configuration with secretArn only; credentials are in no API answer.',
    seen: 'GetBrowserSession returned the configuration as it was sent, with secretArn only; no answer holds a credential.',
    deviations,
  });
}
