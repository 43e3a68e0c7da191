import { memberPath } from './values/json-path.ts';
import { typeOf } from './values/quote.ts';
import type { Report } from './values/report.ts';
import { similarName } from './values/similar-name.ts';

const MEMBER = 'proxyConfiguration';
const OWN_MEMBERS = ['proxies', 'bypass'] as const;
const FIX = 'Write {"proxies": […]}, or a request body with the member `proxyConfiguration`.';

/** A value within an input, and its path from the root. */
interface Found {
  readonly value: unknown;
  readonly path: string;
}

/**
 * Finds the proxy configuration in an input: the input itself, its member `proxyConfiguration`, or that member of one of its members.
 * Reports where there is none, or more than one.
 */
export function findProxyConfiguration(root: unknown, report: Report): Found | undefined {
  if (!isObject(root)) {
    const fix = Array.isArray(root) ? 'Write {"proxies": […]} with the list as `proxies`.' : FIX;
    return report({ path: '', rule: 'type', problem: `The input is ${typeOf(root)}, not an object.`, fix });
  }
  const candidates = [
    ...(OWN_MEMBERS.some((name) => Object.hasOwn(root, name)) ? [{ value: root, path: '' }] : []),
    ...membersOf(root, ''),
    ...Object.entries(root).flatMap(([name, value]) => (isObject(value) ? membersOf(value, memberPath('', name)) : [])),
  ];
  const [found, ...others] = candidates;
  if (found === undefined) {
    const known = [MEMBER, ...OWN_MEMBERS];
    const meant = Object.keys(root)
      .map((name) => similarName(name, known))
      .find((name) => name !== undefined);
    const fix = meant ? `Did you mean \`${meant}\`? Names are case-sensitive.` : FIX;
    const problem = 'The input has neither `proxies` nor `proxyConfiguration`.';
    return report({ path: '', rule: 'configuration-missing', problem, fix });
  }
  if (others.length > 0) {
    const paths = candidates.map(({ path }) => (path === '' ? 'the input itself' : `\`${path}\``)).join(', ');
    const problem = `The input has more than one proxy configuration: ${paths}.`;
    return report({ path: '', rule: 'configuration-ambiguous', problem, fix: 'Keep one of them.' });
  }
  return found;
}

function membersOf(value: Record<string, unknown>, path: string): readonly Found[] {
  return Object.hasOwn(value, MEMBER) ? [{ value: value[MEMBER], path: memberPath(path, MEMBER) }] : [];
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
