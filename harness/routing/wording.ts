import type { ProxyName } from '../conformance/verification.ts';
import type { Route, Rule, SilentPoint } from './route.ts';

/** `corp.example:8080` or `direct`. */
export function describeRoute(route: Route, names: readonly ProxyName[]): string {
  return route.kind === 'direct' ? 'direct' : nameOf(route.index, names);
}

/** The rule with its place: `the bypass pattern ".a.com" (bypass.domainPatterns[0])`. */
export function describeRule(rule: Rule, names: readonly ProxyName[]): string {
  switch (rule.kind) {
    case 'bypass':
      return `the bypass pattern "${rule.pattern}" (${rule.path})`;
    case 'pattern':
      return `the pattern "${rule.pattern}" of ${nameOf(rule.index, names)} (${rule.path})`;
    case 'default':
      return `the default proxy ${nameOf(rule.index, names)} (${rule.path})`;
    case 'unmatched':
      return 'no rule';
  }
}

/** Why `loser` had no say although it claims the host too, as one clause. */
export function whyOverruled(winner: Rule, loser: Rule): string {
  if (winner.kind === 'bypass') {
    return loser.kind === 'bypass' ? 'an earlier bypass pattern says the same' : 'bypass comes before every proxy';
  }
  if (loser.kind === 'default') {
    return winner.kind === 'default'
      ? 'an earlier proxy in the array is a default too'
      : 'a default proxy takes only what no pattern claims';
  }
  if (winner.kind === 'pattern' && loser.kind === 'pattern' && winner.index === loser.index) {
    return 'an earlier pattern of the same proxy says the same';
  }
  return 'the first proxy in array order wins, however specific a later pattern is';
}

/** What nobody has confirmed about a decision at this point, as one sentence. */
export function describeSilence(point: SilentPoint): string {
  return SILENCES[point];
}

const SILENCES: Readonly<Record<SilentPoint, string>> = {
  'no-default':
    'The document does not say where a host goes that no rule claims when there is no default proxy; direct is our reading.',
  'several-defaults':
    'The document does not say which of several proxies without domainPatterns is the default; the first one is our reading.',
  'ip-literal':
    'The document speaks of domains and does not say how an IP address is routed; only the very same address as a pattern claiming it is our reading.',
  localhost:
    'The document does not say whether names of the machine itself are routed; treating them as any other name is our reading.',
  'pattern-case':
    'The document does not say whether upper-case letters in a pattern matter; that they do not is our reading.',
  'trailing-dot':
    'The document does not say whether a trailing dot of the host matters; that it does not is our reading.',
};

function nameOf(index: number, names: readonly ProxyName[]): string {
  return names.find((name) => name.index === index)?.name ?? `proxy #${index}`;
}
