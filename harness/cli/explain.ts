import { styleText } from 'node:util';
import { InvalidInputError, type Violation } from '../configuration/invalid-input.ts';
import { loadProxyConfiguration } from '../configuration/load-proxy-configuration.ts';
import type { ProxyName } from '../conformance/verification.ts';
import { readTarget } from '../matrix/target.ts';
import { type BrowserException, browserException } from '../routing/browser-exceptions.ts';
import { oracleOf } from '../routing/oracle.ts';
import { proxyNames } from '../routing/proxy-names.ts';
import type { Decision } from '../routing/route.ts';
import { describeRoute, describeRule, describeSilence, whyOverruled } from '../routing/wording.ts';
import type { ExitCode, Io } from './io.ts';

interface ExplainArguments {
  /** Path of the proxy configuration; `-` for standard input. */
  readonly configuration: string;
  /** URLs or bare hosts, as the user wrote them. */
  readonly urls: readonly string[];
  readonly json: boolean;
}

/** One URL with everything there is to say about it. */
interface Explained {
  readonly url: string;
  readonly decision: Decision;
  readonly notes: readonly string[];
}

const BROWSER_NOTES: Readonly<Record<BrowserException, string>> = {
  loopback:
    'By itself Chromium asks no proxy for its own machine. The emulator’s is told to; whether the service’s is, is not documented.',
  'link-local':
    'By itself Chromium asks no proxy for link-local addresses (instance metadata is one). The emulator’s is told to; whether the service’s is, is not documented.',
};

/**
 * Prints where each URL goes, by which rule, and what that rule won over. Opens no connection.
 *
 * @throws {InvalidInputError} for a configuration that cannot be used, or for all URLs that are none.
 */
export async function explain({ configuration: path, urls, json }: ExplainArguments, io: Io): Promise<ExitCode> {
  const hosts = readHosts(urls);
  const { configuration } = await loadProxyConfiguration(path === '-' ? { stdin: io.stdin } : { path });
  const names = proxyNames(configuration);
  const oracle = oracleOf(configuration);
  const explained = hosts.map(({ url, host }) => explainOne(url, oracle(host)));
  io.out(
    json
      ? JSON.stringify(
          explained.map((one) => asJson(one, names)),
          null,
          2,
        )
      : explained.map((one) => asText(one, names, io.colour)).join('\n\n'),
  );
  return 0;
}

function readHosts(urls: readonly string[]): readonly { readonly url: string; readonly host: string }[] {
  const violations: Violation[] = [];
  const hosts = urls.flatMap((url, index) => {
    const target = readTarget(url, `url ${index + 1}`);
    if (target.kind !== 'refused') return [{ url, host: target.host }];
    violations.push(target.violation);
    return [];
  });
  if (violations.length > 0) throw new InvalidInputError('command line', violations);
  return hosts;
}

function explainOne(url: string, decision: Decision): Explained {
  const exception = browserException(decision.host);
  const notes = [
    ...(decision.silentAbout === undefined ? [] : [describeSilence(decision.silentAbout)]),
    ...(exception === undefined ? [] : [BROWSER_NOTES[exception]]),
  ];
  return { url, decision, notes };
}

function asJson({ url, decision, notes }: Explained, names: readonly ProxyName[]): object {
  const { host, route, rule, overruled, level, requirement } = decision;
  const proxy = route.kind === 'proxy' ? describeRoute(route, names) : null;
  return { url, host, route, proxy, rule, overruled, level, requirement, notes };
}

function asText({ url, decision, notes }: Explained, names: readonly ProxyName[], colour: boolean): string {
  const { route, rule, overruled } = decision;
  const bold = (text: string) => (colour ? styleText('bold', text, { validateStream: false }) : text);
  return [
    `${url} → ${bold(describeRoute(route, names))}`,
    ...labelled('by', [describeRule(rule, names)]),
    ...labelled(
      'over',
      overruled.map((loser) => `${describeRule(loser, names)}: ${whyOverruled(rule, loser)}`),
    ),
    ...labelled('note', notes),
  ].join('\n');
}

/** The label in front of the first line only. */
function labelled(label: string, lines: readonly string[]): readonly string[] {
  return lines.map((line, index) => `  ${(index === 0 ? label : '').padEnd(6)}${line}`);
}
