import { InvalidInputError, type Violation } from '../configuration/invalid-input.ts';
import type { ProxyConfiguration } from '../configuration/proxy-configuration.ts';
import { type Oracle, oracleOf } from '../routing/oracle.ts';
import type { Route } from '../routing/route.ts';
import { rulesOf } from '../routing/rules.ts';
import { markedUrl, probeId } from './marker.ts';
import type { Expectation, Probe, ProbeSource, Scheme } from './probe.ts';
import type { Target } from './target.ts';
import { unclaimedHosts } from './unclaimed-hosts.ts';
import { variantsOf } from './variants.ts';

/** A line of the user's `--hosts` file. */
export interface UserHost {
  readonly target: Target;
  readonly path: string;
}

/** An entry of the user's `--expect` file. */
export interface UserExpectation {
  readonly target: Target;
  readonly route: Route;
  readonly path: string;
}

export interface ProbeMatrix {
  readonly configuration: ProxyConfiguration;
  /** What every host is asked for over; a user's URL is asked for over its own scheme only. */
  readonly schemes: readonly Scheme[];
  /** From {@link newRunId}. */
  readonly runId: string;
  readonly hosts?: readonly UserHost[];
  readonly expectations?: readonly UserExpectation[];
  /** Only what the user named is asked for, nothing that would be derived from the configuration. Default: false. */
  readonly namedOnly?: boolean;
}

/** Hosts under no rule: a second one tells a rule of the service's own from chance. */
const UNCLAIMED_HOSTS = 2;

const NO_SCHEME: Violation = {
  path: 'schemes',
  rule: 'schemes-empty',
  value: '[]',
  problem: 'No host would be asked for, and nothing proved.',
  fix: 'Name some of http, https, ws and wss, or leave it out for all of them.',
};

/** Something to ask for, before it is known over which schemes. */
interface Question {
  readonly target: Target;
  readonly source: ProbeSource;
  /** The route that the user expects. */
  readonly userRoute?: Route;
}

/** A probe that has no number yet. */
interface Draft extends Omit<Probe, 'id' | 'url'> {
  readonly target: Target;
}

/**
 * The probes that examine a configuration: hosts derived from every pattern, hosts under no rule, and what the user
 * adds, over every scheme; then one navigation of the tab per route, over http and https.
 *
 * Nothing is asked for twice. The user's expectations come first, so that theirs is the word that counts.
 *
 * @throws {InvalidInputError} for no scheme at all: a run without probes would have nothing to object to.
 */
export function deriveProbes(matrix: ProbeMatrix): readonly Probe[] {
  if (matrix.schemes.length === 0) throw new InvalidInputError('options', [NO_SCHEME]);
  const oracle = oracleOf(matrix.configuration);
  const drafts = new Map<string, Draft>();
  for (const { target, source, userRoute } of questions(matrix, oracle)) {
    const decision = oracle(target.host);
    const expected: Expectation =
      userRoute === undefined
        ? { by: 'oracle', route: decision.route, decision }
        : { by: 'user', route: userRoute, path: source.path, decision };
    for (const scheme of target.kind === 'url' ? [target.scheme] : matrix.schemes) {
      const key = requestKey(target, scheme);
      if (drafts.has(key)) continue;
      const traffic = scheme === 'ws' || scheme === 'wss' ? 'websocket' : 'fetch';
      drafts.set(key, { target, host: target.host, scheme, traffic, source, expected });
    }
  }
  const all = [...drafts.values()];
  return [...all, ...navigations(all)].map(({ target, host, scheme, traffic, source, expected }, index) => {
    const id = probeId(matrix.runId, index + 1);
    return { id, url: markedUrl(target, scheme, id), host, scheme, traffic, source, expected };
  });
}

function questions(matrix: ProbeMatrix, oracle: Oracle): readonly Question[] {
  const rules = rulesOf(matrix.configuration);
  const ask = (host: string, source: ProbeSource): Question => ({ target: { kind: 'host', host }, source });
  const defaults = rules.find(({ kind }) => kind === 'default');
  const expectations = (matrix.expectations ?? []).map(({ target, route, path }): Question => {
    return { target, source: { variant: 'user-expectation', path }, userRoute: route };
  });
  const hosts = (matrix.hosts ?? []).map(({ target, path }): Question => {
    return { target, source: { variant: 'user-host', path } };
  });
  if (matrix.namedOnly) return [...expectations, ...hosts];
  return [
    ...expectations,
    ...rules.flatMap((rule) => {
      if (rule.kind === 'default') return [];
      const { pattern, path } = rule;
      return variantsOf(pattern).map(({ variant, host }) => ask(host, { variant, pattern, path }));
    }),
    ...hosts,
    ...unclaimedHosts(oracle, UNCLAIMED_HOSTS).map((host) => {
      return ask(host, { variant: 'no-rule', path: defaults?.path ?? 'proxies' });
    }),
  ];
}

/** Two requests with the same key would say the same. Case counts: whether it matters is part of the question. */
function requestKey(target: Target, scheme: Scheme): string {
  if (target.kind === 'host') return `${scheme}://${target.host}/`;
  const { hash, href } = new URL(target.url);
  return href.slice(0, href.length - hash.length);
}

/** The tab itself goes once to every route, over http and https: to the plainest host that takes it. */
function navigations(drafts: readonly Draft[]): readonly Draft[] {
  const chosen = new Map<string, Draft>();
  for (const draft of drafts) {
    if (draft.traffic !== 'fetch') continue;
    const { route } = draft.expected;
    const key = `${draft.scheme} ${route.kind === 'direct' ? 'direct' : route.index}`;
    const known = chosen.get(key);
    if (known === undefined || plainness(draft) > plainness(known))
      chosen.set(key, { ...draft, traffic: 'navigation' });
  }
  return [...chosen.values()];
}

/** How little there is to a probe's host but the rule that decides. */
export function plainness({ source: { variant } }: Pick<Probe, 'source'>): number {
  return variant === 'apex' ? 2 : variant === 'no-rule' ? 1 : 0;
}
