import { lookup as systemLookup } from 'node:dns';
import type { LookupFunction } from 'node:net';
import type { ProxySecret } from '../configuration/credentials.ts';
import { checkCredentials } from '../conformance/checks/credentials.ts';
import { conclude } from '../conformance/conclude.ts';
import { neverChosen } from '../conformance/never-chosen.ts';
import type { Attachment, CheckResult, Verification } from '../conformance/verification.ts';
import type { VerifyOptions } from '../conformance/verify.ts';
import { whyEnded } from '../conformance/why-ended.ts';
import { Ledger } from '../evidence/ledger.ts';
import { openRoutes } from '../evidence/open-routes.ts';
import { newRunId } from '../matrix/marker.ts';
import type { Probe } from '../matrix/probe.ts';
import { proxyNames } from '../routing/proxy-names.ts';
import { tool } from '../tool.ts';
import { browseThroughTaps } from './browse.ts';
import { checkEgress, type EgressSample, sampleEgress } from './checks/egress.ts';
import { unreached } from './checks/reachable.ts';
import { examine } from './examine.ts';
import { judgeTapped } from './judge-opening.ts';
import { type OwnProxy, ownProxies } from './own-proxy.ts';
import { tappedProbes } from './tapped-probes.ts';

export interface VerifyOwnProxiesOptions extends Omit<VerifyOptions, 'proxies' | 'sabotage'> {
  /** What the proxies' secrets hold, by ARN. They reach the proxies and the local emulator, and nothing that is written. */
  readonly credentials: ReadonlyMap<string, ProxySecret>;
  /** PEM of certificates that sessions are to trust, as their `certificates` are. */
  readonly certificates?: string;
  /** A URL that answers with the address that it was asked from, for the addresses that requests leave a proxy from. */
  readonly echo?: string;
  /** How this machine resolves names. Default: as the system does it. */
  readonly lookup?: LookupFunction;
}

/**
 * Proves the user's own proxies: examines each of them without a browser, then browses through all of them in a
 * session of the local emulator with a tap before each. With `hosts` or `expectations` only those are browsed, as they
 * were written; else the matrix of the configuration. Requests that go direct end at an origin of ours.
 *
 * Never throws for what happens during the run, see {@link verify}.
 * @throws {InvalidInputError} before anything is started, where `schemes` is empty.
 */
export async function verifyOwnProxies(options: VerifyOwnProxiesOptions): Promise<Verification> {
  const { configuration, schemes = ['http', 'https', 'ws', 'wss'], signal = new AbortController().signal } = options;
  const { hosts = [], expectations = [], lookup = systemLookup } = options;
  const startedAt = new Date();
  const runId = newRunId();
  const names = proxyNames(configuration);
  const ledger = new Ledger();
  const named = tappedProbes({ configuration, schemes, runId, hosts, expectations });
  const proxies = ownProxies(configuration, names, options.credentials, named);
  const unchosen = neverChosen(configuration);

  const environment: Record<string, string> = {
    tool: `${tool.name} ${tool.version}`,
    runtime: `Node.js ${process.versions.node}`,
    platform: `${process.platform} ${process.arch}`,
    proxies: 'your own, with a tap before each',
    evidence:
      'taps: which request went through a proxy is concluded from its host, port and time; beyond it nobody looks',
  };
  const checks: CheckResult[] = [];
  let probes = named;
  let attachments: ReadonlyMap<string, readonly Attachment[]> = new Map();
  let incomplete: string | undefined;
  let done = 0;
  const progress = (phase: string, count = 0): void => {
    done += count;
    options.onProgress?.({ phase, done, total: proxies.length + named.length });
  };
  try {
    const unusable = new Set<number>();
    const egress = new Map<OwnProxy, EgressSample[]>();
    for (const proxy of proxies) {
      progress('examining proxies');
      signal.throwIfAborted();
      const reason = unchosen.get(proxy.name.index);
      if (reason !== undefined) {
        checks.push(unreached(proxy, reason));
        progress('examining proxies', 1);
        continue;
      }
      const examined = await examine(proxy, lookup, options.certificates);
      checks.push(...examined.checks);
      if (!examined.usable) unusable.add(proxy.name.index);
      else if (options.echo !== undefined) egress.set(proxy, await sampleEgress(proxy, options.echo));
      progress('examining proxies', 1);
    }
    probes = named.map((probe) => withoutWaiting(probe, unusable));
    const onDone = (count: number): void => progress('browsing', count);
    const browsed = await browseThroughTaps({ ...options, runId, proxies, probes, ledger, signal, onDone });
    attachments = browsed.attachments;
    environment['browser'] = browsed.browser;
    for (const [proxy, before] of egress) {
      signal.throwIfAborted();
      const after = await sampleEgress(proxy, options.echo ?? '');
      checks.push(checkEgress(proxy, options.echo ?? '', [...before, ...after]));
    }
  } catch (error) {
    incomplete = whyEnded(signal, error);
  }

  const openFor = openRoutes(configuration, []);
  const results = probes.map((probe) => ({
    ...judgeTapped(probe, ledger, names, openFor(probe)),
    attachments: attachments.get(probe.id) ?? [],
  }));
  return conclude({
    options,
    runId,
    startedAt,
    ledger,
    proxies: names,
    schemes,
    environment,
    incomplete,
    probes: results,
    checks: [
      ...checks,
      ...checkCredentials(usedNames(proxies, probes), ledger, { incomplete: incomplete !== undefined }),
    ],
  });
}

/**
 * A page's request can be cancelled when a proxy asks for credentials, while a tab waits for a person to type them: to
 * proxies that are known to refuse, the tab does not go.
 */
function withoutWaiting(probe: Probe, unusable: ReadonlySet<number>): Probe {
  const { route } = probe.expected;
  const hopeless = route.kind === 'proxy' && unusable.has(route.index);
  return hopeless && probe.traffic === 'navigation' ? { ...probe, traffic: 'fetch' } : probe;
}

/** Of a proxy that nothing goes to, nothing can be said. */
function usedNames(proxies: readonly OwnProxy[], probes: readonly Probe[]): readonly OwnProxy['name'][] {
  const used = new Set(probes.map(({ expected: { route } }) => (route.kind === 'proxy' ? route.index : -1)));
  return proxies.map(({ name }) => name).filter(({ index }) => used.has(index));
}
