import { InvalidInputError, type Violation } from '../configuration/invalid-input.ts';
import { readJson } from '../configuration/json/read-json.ts';
import type { ProxyConfiguration } from '../configuration/proxy-configuration.ts';
import { itemPath, memberPath } from '../configuration/values/json-path.ts';
import { quoted } from '../configuration/values/quote.ts';
import type { UserExpectation } from './derive-probes.ts';
import { readExpectedRoute } from './expected-route.ts';
import { readTarget } from './target.ts';
import { readUserFile } from './user-file.ts';

const FIX = 'Write {"https://www.example.com/": "direct"} or [{"url": "https://www.example.com/", "route": "direct"}].';

/** One expectation before its parts are read; the paths say where each part stands. */
interface Entry {
  readonly path: string;
  readonly url: string;
  readonly urlPath: string;
  readonly route: unknown;
  readonly routePath: string;
}

type Report = (violation: Violation) => undefined;

/**
 * Reads an `--expect` file, see {@link parseExpectations}.
 *
 * @throws {InvalidInputError} also when the file cannot be read.
 */
export async function loadExpectations(
  path: string,
  configuration: ProxyConfiguration,
): Promise<readonly UserExpectation[]> {
  return parseExpectations(await readUserFile(path), path, configuration);
}

/**
 * Routes that the user expects, as JSON: an object from URL (or bare host) to route, or a list of
 * `{"url": …, "route": …}`. How routes are written: {@link readExpectedRoute}.
 *
 * @param source the file as the user named it, for the error.
 * @throws {InvalidInputError} with everything that is wrong, by JSON path; a URL that stands twice included.
 */
export function parseExpectations(
  text: string,
  source: string,
  configuration: ProxyConfiguration,
): readonly UserExpectation[] {
  const violations: Violation[] = [];
  const report: Report = (violation) => void violations.push(violation);
  const expectations = new Map<string, UserExpectation>();
  for (const { path, url, urlPath, route, routePath } of readEntries(text, report)) {
    const target = readTarget(url, urlPath);
    const expected = readExpectedRoute(route, routePath, configuration);
    if (target.kind === 'refused') report(target.violation);
    if (expected.kind === 'refused') report(expected.violation);
    if (target.kind === 'refused' || expected.kind === 'refused') continue;

    const key = target.kind === 'url' ? new URL(target.url).href : target.host.toLowerCase();
    const earlier = expectations.get(key);
    if (earlier !== undefined) {
      const problem = `The same is asked for before, at ${earlier.path}.`;
      report({ path: urlPath, rule: 'expect-twice', value: quoted(url), problem, fix: 'Keep one of them.' });
    }
    expectations.set(key, { target, route: expected, path });
  }
  if (violations.length > 0) throw new InvalidInputError(source, violations);
  return [...expectations.values()];
}

function readEntries(text: string, report: Report): readonly Entry[] {
  // An empty file says no more than an empty object.
  const root = text.trim() === '' ? {} : readJson(text, report);
  if (root === undefined) return [];
  if (Array.isArray(root) && root.length > 0) return root.flatMap((item, index) => readItem(item, index, report));
  if (isObject(root) && Object.keys(root).length > 0) return Object.entries(root).map(readMember);
  report({ path: '', rule: 'expect-shape', value: quoted(root), problem: 'There is no expectation in it.', fix: FIX });
  return [];
}

function readMember([url, route]: [string, unknown]): Entry {
  // A name that is no URL may hold anything, and is shown only as far as that is safe.
  const isSafe = readTarget(url, '').kind !== 'refused';
  const path = isSafe ? `[${JSON.stringify(url)}]` : memberPath('', url);
  return { path, url, urlPath: path, route, routePath: path };
}

function readItem(item: unknown, index: number, report: Report): readonly Entry[] {
  const path = itemPath('', index);
  if (isObject(item) && typeof item['url'] === 'string' && item['route'] !== undefined) {
    const { url, route } = item;
    return [{ path, url, urlPath: memberPath(path, 'url'), route, routePath: memberPath(path, 'route') }];
  }
  const problem = 'An expectation has a `url`, which is a string, and a `route`.';
  report({ path, rule: 'expect-shape', value: quoted(item), problem, fix: FIX });
  return [];
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
