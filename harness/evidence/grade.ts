import type { ProxyName } from '../conformance/verification.ts';
import type { Probe } from '../matrix/probe.ts';
import { resemblingPattern } from '../routing/resembling-pattern.ts';
import type { Decision, Level, Route } from '../routing/route.ts';
import { routeKey } from './attribute.ts';
import type { OpenRoutes } from './open-routes.ts';

/** What a request on a wrong route breaks, and how much that counts. */
export interface Grade {
  /** Id in the requirements catalogue. */
  readonly requirement: string;
  readonly level: Level;
}

/** Whether a reading of the document leads this way; where no rule claims the host, that of all such hosts. */
export function isPermitted(route: Route, decision: Decision, open: OpenRoutes, names: readonly ProxyName[]): boolean {
  if (!includes(open.permitted, route)) return false;
  return overreaching(route, decision, open, names) === undefined;
}

/**
 * Grades a deviation by the routes that were really taken: it is undocumented only where the document leaves open that
 * it is this one. A user's own expectation counts as documented, for the user wrote it down.
 *
 * @param taken every route that one request took.
 */
export function grade(
  { expected }: Pick<Probe, 'expected'>,
  taken: readonly Route[],
  open: OpenRoutes,
  names: readonly ProxyName[],
): Grade {
  const { decision } = expected;
  if (expected.by === 'user') return { requirement: 'U-EXPECTATION', level: 'documented' };
  if (decision.level === 'documented') return { requirement: decision.requirement, level: 'documented' };
  const closed = taken.find((route) => !isPermitted(route, decision, open, names));
  if (closed === undefined) {
    // Whatever the reading, it is one route.
    if (taken.length > 1) return { requirement: 'R-EGRESS-STABLE', level: 'documented' };
    return { requirement: decision.requirement, level: 'undocumented' };
  }
  return { requirement: spokenRequirement(closed, decision, open, names), level: 'documented' };
}

/** The documented statement that a route breaks which no reading leads to. */
function spokenRequirement(route: Route, decision: Decision, open: OpenRoutes, names: readonly ProxyName[]): string {
  // Which of several it is, is left open; that it is one of them is not.
  if (decision.rule.kind === 'default') return 'R-DEFAULT-ROUTES';
  const pattern = overreaching(route, decision, open, names);
  if (pattern === undefined) return decision.requirement;
  return pattern.startsWith('.') ? 'R-PATTERN-DOT-WHOLE-LABELS' : 'R-PATTERN-EXACT';
}

/** The pattern that was taken to claim a host which only looks like it: other hosts that no rule claims go elsewhere. */
function overreaching(
  route: Route,
  decision: Decision,
  { unmatched }: OpenRoutes,
  names: readonly ProxyName[],
): string | undefined {
  if (decision.rule.kind !== 'unmatched' || route.kind === 'direct') return undefined;
  if (unmatched === undefined || includes(unmatched, route)) return undefined;
  return resemblingPattern(decision.host, names[route.index])?.pattern;
}

function includes(routes: readonly Route[], route: Route): boolean {
  return routes.some((one) => routeKey(one) === routeKey(route));
}
