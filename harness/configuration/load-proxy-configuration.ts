import { findProxyConfiguration } from './find-proxy-configuration.ts';
import { InvalidInputError, type Violation } from './invalid-input.ts';
import { readJson } from './json/read-json.ts';
import { readProxyConfiguration } from './parse-proxy-configuration.ts';
import type { ProxyConfiguration } from './proxy-configuration.ts';
import { readText, type TextInput } from './read-text.ts';
import type { Report } from './values/report.ts';

export interface LoadedConfiguration {
  readonly configuration: ProxyConfiguration;
  /** The input as the user named it: the path, or `standard input`. */
  readonly source: string;
}

/**
 * Reads a proxy configuration as JSON: on its own, or as the member `proxyConfiguration` of a request body
 * (StartBrowserSession, `--cli-input-json`), which may stand one level down. UTF-8, with or without byte order mark.
 *
 * @throws {InvalidInputError} where the input cannot be read, is no JSON, has no configuration in it or more than one, or breaks a
 * limit of the API; with all violations at once, their paths counted from the root of the input.
 */
export async function loadProxyConfiguration(input: TextInput): Promise<LoadedConfiguration> {
  const source = 'path' in input ? input.path : 'standard input';
  const violations: Violation[] = [];
  const configuration = await load(input, (violation) => void violations.push(violation));
  if (configuration === undefined || violations.length > 0) throw new InvalidInputError(source, violations);
  return { configuration, source };
}

async function load(input: TextInput, report: Report): Promise<ProxyConfiguration | undefined> {
  const text = await readText(input, report);
  const root = text === undefined ? undefined : readJson(text, report);
  const found = root === undefined ? undefined : findProxyConfiguration(root, report);
  return found && readProxyConfiguration(found.value, found.path, report);
}
