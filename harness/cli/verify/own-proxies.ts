import { X509Certificate } from 'node:crypto';
import type { ProxySecret } from '../../configuration/credentials.ts';
import { InvalidInputError, type Violation } from '../../configuration/invalid-input.ts';
import type { ProxyConfiguration } from '../../configuration/proxy-configuration.ts';
import { obstacleToTrust } from '../../emulator/chromium/trust.ts';
import { readUserFile } from '../../matrix/user-file.ts';
import type { Io } from '../io.ts';
import { holdsCredentials } from '../where.ts';

/** What `verify` takes for real proxies only. */
export interface OwnProxiesArguments {
  readonly credentials?: 'env' | 'secrets-manager' | 'prompt';
  readonly certificates?: string;
  readonly echo?: string;
}

/** What was read of it, for one configuration. */
export interface OwnProxiesInputs {
  readonly credentials: ReadonlyMap<string, ProxySecret>;
  readonly certificates?: string;
  readonly echo?: string;
}

/** @throws {InvalidInputError} where an option was given that means nothing without real proxies. */
export function refuseWithoutTaps(args: OwnProxiesArguments): void {
  const violations = (['credentials', 'certificates', 'echo'] as const)
    .filter((option) => args[option] !== undefined)
    .map((option): Violation => {
      const problem = 'It is for real proxies, and the proxies of this run are stand-ins.';
      return { path: `--${option}`, rule: 'usage', problem, fix: 'Add --proxies tap, or leave it out.' };
    });
  if (violations.length > 0) throw new InvalidInputError('command line', violations);
}

/**
 * Reads what real proxies need, before anything is started.
 * @throws {InvalidInputError} which never quotes a credential.
 */
export async function readOwnProxiesInputs(
  args: OwnProxiesArguments,
  configuration: ProxyConfiguration,
  io: Io,
): Promise<OwnProxiesInputs> {
  const { certificates, echo } = args;
  return {
    ...(certificates === undefined ? {} : { certificates: (await readTrusted(certificates)).join('') }),
    ...(echo === undefined ? {} : { echo: readEcho(echo) }),
    credentials: await readCredentials(args.credentials ?? 'secrets-manager', configuration, io),
  };
}

async function readCredentials(
  from: NonNullable<OwnProxiesArguments['credentials']>,
  configuration: ProxyConfiguration,
  io: Io,
): Promise<ReadonlyMap<string, ProxySecret>> {
  switch (from) {
    case 'env': {
      const { credentialsFromEnvironment } = await import('../../own-proxies/credentials/environment.ts');
      return credentialsFromEnvironment(configuration, process.env);
    }
    case 'secrets-manager': {
      const { credentialsFromSecretsManager } = await import('../../own-proxies/credentials/secrets-manager.ts');
      return credentialsFromSecretsManager(configuration);
    }
    case 'prompt': {
      const { credentialsFromPrompt } = await import('./prompt.ts');
      return credentialsFromPrompt(configuration, io);
    }
  }
}

/** @throws {InvalidInputError} also where sessions of this machine cannot be made to trust them. */
async function readTrusted(path: string): Promise<readonly string[]> {
  const certificates = await readCertificates(path);
  const problem = await obstacleToTrust(certificates);
  if (problem === undefined) return certificates;
  const fix = 'Install it, or leave the option out: then only this tool’s own requests say who TLS ends at.';
  throw new InvalidInputError('command line', [
    { path: '--certificates', rule: 'certificates', problem: `${problem}.`, fix },
  ]);
}

const PEM = /-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----/g;

/**
 * The certificates of a file, PEM, one each.
 * @throws {InvalidInputError} where there is none.
 */
export async function readCertificates(path: string): Promise<readonly string[]> {
  const found = (await readUserFile(path)).match(PEM) ?? [];
  try {
    if (found.length > 0) return found.map((pem) => new X509Certificate(pem).toString());
  } catch {
    // As for a file without any: the parser's own message is about ASN.1.
  }
  const problem = 'The file holds no X.509 certificate in PEM.';
  const fix = 'Put the certificate of the authority there, from -----BEGIN CERTIFICATE----- on.';
  throw new InvalidInputError(path, [{ path: '', rule: 'certificates', problem, fix }]);
}

function readEcho(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url !== undefined && holdsCredentials(url)) {
    const fix = 'Leave them out, and use one that asks for none.';
    throw new InvalidInputError('command line', [
      { path: '--echo', rule: 'usage', problem: 'The URL holds a user name or a password.', fix },
    ]);
  }
  if (url?.protocol === 'http:' || url?.protocol === 'https:') return url.href;
  const fix = 'Write a URL that answers with the address it was asked from, such as https://checkip.amazonaws.com/.';
  throw new InvalidInputError('command line', [
    { path: '--echo', rule: 'usage', problem: 'This is no http or https URL.', fix },
  ]);
}
