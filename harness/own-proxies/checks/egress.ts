import { isIP } from 'node:net';
import { checkResult, type Deviation } from '../../conformance/checks/check.ts';
import type { CheckResult } from '../../conformance/verification.ts';
import { NoConnectionError } from '../connect.ts';
import { fetchBy } from '../fetch.ts';
import type { Destination, OwnProxy } from '../own-proxy.ts';

/** The address that one request left a proxy from, or why it is not known. */
export type EgressSample =
  | { readonly kind: 'address'; readonly address: string }
  | { readonly kind: 'unknown'; readonly reason: string };

/** Connections in a row and at once, each time: a pool of a few addresses is found with near certainty. */
const CONNECTIONS = 5;

/** Asks an echo for the address that requests come from, over new connections: some in a row, then some at once. */
export async function sampleEgress(proxy: OwnProxy, echo: string): Promise<EgressSample[]> {
  const destination = echoDestination(echo);
  const samples: EgressSample[] = [];
  for (let i = 0; i < CONNECTIONS; i++) samples.push(await sample(proxy, destination));
  const atOnce = await Promise.all(Array.from({ length: CONNECTIONS }, () => sample(proxy, destination)));
  return [...samples, ...atOnce];
}

/** Judges all samples of a run, which were taken at its beginning and at its end. Pure. */
export function checkEgress({ name: { name } }: OwnProxy, echo: string, samples: readonly EgressSample[]): CheckResult {
  const addresses = countOf(samples.flatMap((one) => (one.kind === 'address' ? one.address : [])));
  const failures = countOf(samples.flatMap((one) => (one.kind === 'unknown' ? one.reason : [])));
  const deviations: Deviation[] = [];
  if (samples.length === 0) deviations.push({ verdict: 'inconclusive', seen: 'No request was made.' });
  if (addresses.size > 1) {
    deviations.push({
      verdict: 'violates',
      seen: `${samples.length} requests left from ${addresses.size} addresses: ${list(addresses)}.`,
      cause: 'A pool of addresses, or several machines behind one name: an allowlist has to hold all of them.',
    });
  }
  if (failures.size > 0) {
    deviations.push({
      verdict: 'inconclusive',
      seen: `Of ${samples.length} requests some brought no address: ${list(failures)}.`,
    });
  }
  return checkResult({
    id: `own-proxy/egress[proxy=${name}]`,
    requirement: 'P-EGRESS',
    stimulus: `${echo} is asked through ${name} for the address it was asked from, at the beginning and at the end of the run.`,
    obligation: `All requests leave ${name} from one address.`,
    seen: `${samples.length} requests over as many connections left from ${[...addresses.keys()].join()}.`,
    deviations,
  });
}

async function sample(proxy: OwnProxy, destination: Destination): Promise<EgressSample> {
  try {
    const { status, text } = await fetchBy({ kind: 'proxy', proxy }, destination);
    const address = text.split(/[^0-9A-Fa-f:.]+/).find((word) => isIP(word) !== 0);
    return address === undefined
      ? { kind: 'unknown', reason: `status ${status} without an address` }
      : { kind: 'address', address };
  } catch (error) {
    if (!(error instanceof NoConnectionError)) throw error;
    return { kind: 'unknown', reason: error.message };
  }
}

function echoDestination(echo: string): Destination {
  const { hostname, port, protocol, href } = new URL(echo);
  const tls = protocol === 'https:';
  const authority = `${hostname}:${port || (tls ? 443 : 80)}`;
  return { kind: tls ? 'tunnel' : 'forward', host: hostname, authority, tls, url: href };
}

function countOf(words: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}

function list(counts: ReadonlyMap<string, number>): string {
  return [...counts].map(([word, count]) => `${word} (${count})`).join(', ');
}
