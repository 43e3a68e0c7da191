import { readFile } from 'node:fs/promises';
import { findProxyConfiguration } from './find-proxy-configuration.ts';
import { InvalidInputError, type Violation } from './invalid-input.ts';
import { readJson } from './json/read-json.ts';
import { readProxyConfiguration } from './parse-proxy-configuration.ts';
import type { ProxyConfiguration } from './proxy-configuration.ts';
import type { Report } from './values/report.ts';

/** Where a configuration is read from. Giving `-` the meaning of standard input is the caller's business. */
export type ConfigurationInput = { readonly path: string } | { readonly stdin: NodeJS.ReadableStream };

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
export async function loadProxyConfiguration(input: ConfigurationInput): Promise<LoadedConfiguration> {
  const source = 'path' in input ? input.path : 'standard input';
  const violations: Violation[] = [];
  const configuration = await load(input, (violation) => void violations.push(violation));
  if (configuration === undefined || violations.length > 0) throw new InvalidInputError(source, violations);
  return { configuration, source };
}

async function load(input: ConfigurationInput, report: Report): Promise<ProxyConfiguration | undefined> {
  const bytes = await readBytes(input, report);
  const text = bytes && decode(bytes, report);
  const root = text === undefined ? undefined : readJson(text, report);
  const found = root === undefined ? undefined : findProxyConfiguration(root, report);
  return found && readProxyConfiguration(found.value, found.path, report);
}

async function readBytes(input: ConfigurationInput, report: Report): Promise<Uint8Array | undefined> {
  try {
    return await ('path' in input ? readFile(input.path) : readStream(input.stdin));
  } catch (error) {
    return report({ path: '', rule: 'file-unreadable', ...explainReadError(error) });
  }
}

function explainReadError(error: unknown): { readonly problem: string; readonly fix: string } {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
  switch (code) {
    case 'ENOENT':
      return { problem: 'There is no such file.', fix: 'Check the path, which counts from the current folder.' };
    case 'EISDIR':
      return { problem: 'This is a folder.', fix: 'Name the JSON file in it.' };
    case 'EACCES':
    case 'EPERM':
      return { problem: 'You are not allowed to read this file.', fix: 'Change its permissions, or copy it.' };
    default:
      return { problem: `It cannot be read (${code}).`, fix: 'Try to open it with another program.' };
  }
}

async function readStream(stream: NodeJS.ReadableStream): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(typeof chunk === 'string' ? Buffer.from(chunk) : chunk);
  return Buffer.concat(chunks);
}

function decode(bytes: Uint8Array, report: Report): string | undefined {
  try {
    // Drops the byte order mark; `fatal` refuses UTF-16 too, which Windows PowerShell writes with `>`.
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return report({
      path: '',
      rule: 'input-encoding',
      problem: 'This is no text in UTF-8.',
      fix: 'Save the file as UTF-8; Windows PowerShell writes UTF-16 unless told `-Encoding utf8`.',
    });
  }
}
