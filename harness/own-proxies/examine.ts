import type { LookupFunction } from 'node:net';
import type { CheckResult } from '../conformance/verification.ts';
import { type Answer, askOnly, asksForCredentials } from './ask.ts';
import { checkConnects, checkResolves } from './checks/connects.ts';
import { checkCredentialsOf } from './checks/credentials.ts';
import { measure } from './checks/figures.ts';
import { checkParallel } from './checks/parallel.ts';
import { checkReachable } from './checks/reachable.ts';
import { checkTls } from './checks/tls.ts';
import { takesTls } from './connect.ts';
import type { Destination, OwnProxy } from './own-proxy.ts';

export interface Examination {
  readonly checks: readonly CheckResult[];
  /** Whether a browser gets anything through it. */
  readonly usable: boolean;
}

/** What a proxy answered for something that it is needed for, asked with the right credentials. */
interface Asked {
  readonly destination: Destination;
  readonly answer: Answer;
}

/**
 * Examines one proxy without a browser, from this machine. What follows from something else being broken is not
 * reported again: a proxy that is not there is one finding.
 *
 * @param certificates PEM of authorities that sessions trust besides the public ones.
 */
export async function examine(
  proxy: OwnProxy,
  lookup: LookupFunction,
  certificates: string | undefined,
): Promise<Examination> {
  const asked = await askForAll(proxy, proxy.needed.length > 0 ? proxy.needed : [proxy.sample]);
  const best = await mostTelling(proxy, asked);
  if (best === undefined) return { checks: [], usable: false };
  const tls = wasNotUnderstood(best) && (await takesTls(proxy.address));
  const checks = [checkReachable(proxy, best.destination, best.answer, tls)];
  if (best.answer.kind === 'failed' || tls) return { checks, usable: false };
  checks.push(...(await checkCredentialsOf(proxy, best.destination, best.answer)));
  if (isRefused(best)) return { checks, usable: false };

  if (proxy.needed.length > 0) {
    checks.push(...asked.map(({ destination, answer }) => checkConnects(proxy, destination, answer)));
    for (const { destination, answer } of oncePerHost(asked)) {
      if (await resolvesHere(destination.host, lookup)) continue;
      const resolves = checkResolves(proxy, destination, answer);
      if (resolves !== undefined) checks.push(resolves);
    }
  }
  const passing = asked.filter(({ answer }) => answer.kind === 'answered' && answer.passed);
  for (const { destination } of passing) {
    if (destination.tls) checks.push(...(await checkTls(proxy, destination, lookup, certificates)));
    checks.push(await measure(proxy, destination, lookup));
  }
  if (best.answer.passed) checks.push(await checkParallel(proxy, best.destination));
  return { checks, usable: true };
}

/** At once, after the first: fewer than any limit of connections. A proxy that hangs is waited for many times less. */
const AT_ONCE = 4;

/**
 * Asks for everything that is needed; for no more where the first answer shows that the proxy is not there, or refuses
 * the credentials: it may count failures, and lock the account.
 */
async function askForAll(proxy: OwnProxy, destinations: readonly Destination[]): Promise<readonly Asked[]> {
  const askFor = async (destination: Destination): Promise<Asked> => ({
    destination,
    answer: await askOnly(proxy.address, destination, proxy.credentials),
  });
  const [one, ...rest] = destinations;
  if (one === undefined) return [];
  const first = await askFor(one);
  if (first.answer.kind === 'failed' ? !first.answer.connected : isRefused(first)) return [first];
  if (first.answer.kind === 'answered' && first.answer.status === UNAUTHORIZED) {
    // Who says so, the site or a proxy that should have said 407? Through a tunnel no site can be heard.
    const tunnel = await askFor({ ...one, kind: 'tunnel' });
    if (isRefused(tunnel)) return [tunnel];
  }
  const asked = [first];
  for (let i = 0; i < rest.length; i += AT_ONCE) {
    asked.push(...(await Promise.all(rest.slice(i, i + AT_ONCE).map(askFor))));
  }
  return asked;
}

const BAD_REQUEST = 400;
const UNAUTHORIZED = 401;

/** Nobody listens at this port of any machine, so that a proxy can answer at once: no name, nobody to wait for. */
const NO_WAITING: Destination = {
  kind: 'tunnel',
  host: '127.0.0.1',
  authority: '127.0.0.1:9',
  tls: false,
  url: 'http://127.0.0.1:9/',
};
/** Milliseconds for an answer that needs nobody else: many times what it takes. */
const ANSWER_BY_ITSELF = 5_000;

/** That it lets something through, else that it answers; that it does not is one only where it waits for nobody. */
async function mostTelling(proxy: OwnProxy, asked: readonly Asked[]): Promise<Asked | undefined> {
  const answered = asked.filter(({ answer }) => answer.kind === 'answered');
  const best = answered.find(({ answer }) => answer.kind === 'answered' && answer.passed) ?? answered[0];
  const [first] = asked;
  if (best !== undefined || first?.answer.kind !== 'failed' || !first.answer.connected) return best ?? first;
  const answer = await askOnly(proxy.address, NO_WAITING, proxy.credentials, ANSWER_BY_ITSELF);
  return answer.kind === 'answered' ? { destination: NO_WAITING, answer } : first;
}

/** Servers for TLS break such a connection off, or answer in plain HTTP that the request is none for them. */
function wasNotUnderstood({ answer }: Asked): boolean {
  if (answer.kind === 'answered') return answer.status === BAD_REQUEST;
  return answer.connected && answer.code !== 'ETIMEDOUT';
}

function isRefused({ answer, destination }: Asked): boolean {
  return asksForCredentials(answer, destination);
}

/** For each host what was let through, where anything was. */
function oncePerHost(asked: readonly Asked[]): readonly Asked[] {
  const hosts = new Map<string, Asked>();
  for (const one of asked) {
    const known = hosts.get(one.destination.host);
    if (known === undefined || (one.answer.kind === 'answered' && one.answer.passed)) {
      hosts.set(one.destination.host, one);
    }
  }
  return [...hosts.values()];
}

function resolvesHere(host: string, lookup: LookupFunction): Promise<boolean> {
  return new Promise((resolve) => lookup(host, {}, (error) => resolve(error === null)));
}
