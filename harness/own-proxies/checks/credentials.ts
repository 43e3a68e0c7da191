import { randomBytes } from 'node:crypto';
import { checkResult, type Deviation } from '../../conformance/checks/check.ts';
import type { CheckResult } from '../../conformance/verification.ts';
import type { Canary } from '../../evidence/canaries.ts';
import { type Answer, type Answered, answerWords, askedWords, askOnly, asksForCredentials } from '../ask.ts';
import type { Destination, OwnProxy } from '../own-proxy.ts';

/**
 * Whether a proxy lets in whom it should, and nobody else.
 * @param destination something that the proxy lets through with the right credentials, where there is such a thing.
 * @param right the answer to the request with the right credentials, or to one without where the proxy has none.
 */
export async function checkCredentialsOf(
  proxy: OwnProxy,
  destination: Destination,
  right: Answered,
): Promise<readonly CheckResult[]> {
  const { address, credentials } = proxy;
  if (credentials === undefined) return [checkOpen(proxy, destination, right)];
  const accepted = checkAccepted(proxy, destination, right);
  if (accepted.verdict !== 'conforms') return [accepted];
  const wrong = { username: credentials.username, password: `wrong-${randomBytes(12).toString('hex')}` };
  const ways: readonly Way[] = [
    { id: 'refuses-wrong', requirement: 'P-CREDENTIALS-WRONG', with: 'a wrong password', credentials: wrong },
    { id: 'refuses-missing', requirement: 'P-CREDENTIALS-MISSING', with: 'no credentials', credentials: undefined },
  ];
  const results = [accepted];
  // One after the other, and one attempt each: a proxy may count failures, and lock the account.
  for (const way of ways) {
    results.push(checkRefused(proxy, destination, way, right, await askOnly(address, destination, way.credentials)));
  }
  return results;
}

interface Way {
  readonly id: string;
  readonly requirement: string;
  readonly with: string;
  readonly credentials: Canary | undefined;
}

function checkOpen({ name: { name } }: OwnProxy, destination: Destination, answer: Answered): CheckResult {
  return checkResult({
    id: `own-proxy/needs-no-credentials[proxy=${name}]`,
    requirement: 'P-CREDENTIALS-NONE',
    stimulus: `${askedWords(destination)} without credentials, as the configuration has none for ${name}.`,
    obligation: `${name} asks for none.`,
    seen: `It ${answerWords(answer)}.`,
    deviations: asksForCredentials(answer, destination)
      ? [
          {
            verdict: 'violates',
            seen: `It ${answerWords(answer)}: it wants credentials, and the configuration has none for it.`,
            cause: 'Store user name and password in Secrets Manager, and name the secret under credentials.',
          },
        ]
      : [],
  });
}

function checkAccepted({ name: { name } }: OwnProxy, destination: Destination, answer: Answered): CheckResult {
  return checkResult({
    id: `own-proxy/accepts-credentials[proxy=${name}]`,
    requirement: 'P-CREDENTIALS-ACCEPTED',
    stimulus: `${askedWords(destination)} with the credentials for ${name}.`,
    obligation: `${name} accepts them.`,
    seen: `It ${answerWords(answer)}.`,
    deviations: asksForCredentials(answer, destination)
      ? [
          {
            verdict: 'violates',
            seen: `It ${answerWords(answer)}: it refuses the credentials that it was configured with.`,
            cause: 'They are not what the proxy knows: wrong, expired, or of another proxy.',
          },
        ]
      : [],
  });
}

function checkRefused(
  { name: { name } }: OwnProxy,
  destination: Destination,
  way: Way,
  right: Answered,
  answer: Answer,
): CheckResult {
  return checkResult({
    id: `own-proxy/${way.id}[proxy=${name}]`,
    requirement: way.requirement,
    stimulus: `${askedWords(destination)} with ${way.with}, once.`,
    obligation: `${name} asks for credentials, and lets nobody through.`,
    seen: `It ${answerWords(answer)}.${
      answer.kind === 'answered' && answer.status === 401
        ? ' 407 is due: clients that send credentials only when asked will not understand 401.'
        : ''
    }`,
    deviations: refusalDeviations(destination, way, right, answer),
  });
}

function refusalDeviations(destination: Destination, way: Way, right: Answered, answer: Answer): readonly Deviation[] {
  if (asksForCredentials(answer, destination) || isRefusedAs401(right, answer)) return [];
  if (answer.kind === 'answered' && answer.passed) {
    const seen = `It ${answerWords(answer)}: with ${way.with} it lets the request through.`;
    const cause =
      'An access rule lets in by address, or before the one that asks for credentials. Whoever reaches the proxy can use it.';
    return [{ verdict: 'violates', seen, cause }];
  }
  if (answer.kind === 'failed' && !answer.connected) {
    return [{ verdict: 'inconclusive', seen: `It ${answerWords(answer)}, so that nobody was asked.` }];
  }
  // Whoever is let through with the right credentials, and is not with others, was refused for them.
  if (right.passed) return [];
  const seen = `It ${answerWords(answer)}, and with the right credentials it ${answerWords(right)}: that tells nothing.`;
  return [{ verdict: 'inconclusive', seen, cause: 'Name a host that the proxy connects to (--hosts).' }];
}

/** A 401 to a forwarded request may be the site's own word, unless it goes away with the right credentials. */
function isRefusedAs401(right: Answered, answer: Answer): boolean {
  return answer.kind === 'answered' && answer.status === 401 && right.status !== 401;
}
