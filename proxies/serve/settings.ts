import { readFileSync } from 'node:fs';

/** A setting of the environment is missing or makes no sense. The message names it and what to do, never a secret. */
export class SettingsError extends Error {
  readonly code = 'ERR_SETTINGS';

  constructor(problem: string) {
    super(problem);
    this.name = 'SettingsError';
  }
}

type Environment = Readonly<Record<string, string | undefined>>;

/** `name`, or `fallback` where it is not set or empty. */
export function textSetting(environment: Environment, name: string, fallback: string): string {
  return environment[name] || fallback;
}

/**
 * A whole number in its range.
 * @throws {SettingsError}
 */
export function numberSetting(environment: Environment, name: string, fallback: number, max: number): number {
  const text = textSetting(environment, name, String(fallback));
  if (!/^\d{1,9}$/.test(text) || Number(text) > max) {
    throw new SettingsError(`${name}: a whole number from 0 to ${max} is needed.`);
  }
  return Number(text);
}

/**
 * A secret from the file that `<name>_FILE` names, or from `<name>` itself. Never from the command line, which everybody
 * on the machine may read.
 * @throws {SettingsError} where the file cannot be read.
 */
export function secretSetting(environment: Environment, name: string): string | undefined {
  const path = environment[`${name}_FILE`];
  if (!path) return environment[name] || undefined;
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    throw new SettingsError(`${name}_FILE: ${path} cannot be read.`);
  }
}

/** Largest TCP port. */
export const MAX_PORT = 65_535;
const DEFAULT_LOOPBACK = '127.0.0.1';
const MAX_LEASE_SECONDS = 86_400;

/** How an agent is reached, and by whom. */
export interface AgentSettings {
  readonly token: string;
  readonly host: string;
  readonly port: number;
  /** In seconds; 0: for ever. */
  readonly leaseSeconds: number;
  /** Default: plain HTTP. */
  readonly tls?: { readonly certificate: string; readonly key: string };
}

/**
 * `AGENT_TOKEN` (or `AGENT_TOKEN_FILE`), `AGENT_HOST`, `AGENT_PORT`, `AGENT_LEASE`; for TLS `AGENT_CERTIFICATE` and
 * `AGENT_KEY` (or `…_FILE`), both PEM.
 * @throws {SettingsError}
 */
export function agentSettings(environment: Environment): AgentSettings {
  const token = secretSetting(environment, 'AGENT_TOKEN');
  if (token === undefined || !/^[\x21-\x7e]{16,256}$/.test(token)) {
    throw new SettingsError('AGENT_TOKEN: set it, or AGENT_TOKEN_FILE, to 16–256 visible ASCII characters.');
  }
  const certificate = secretSetting(environment, 'AGENT_CERTIFICATE');
  const key = secretSetting(environment, 'AGENT_KEY');
  if ((certificate === undefined) !== (key === undefined)) {
    throw new SettingsError('AGENT_CERTIFICATE, AGENT_KEY: TLS needs both of them.');
  }
  return {
    token,
    ...(certificate === undefined || key === undefined ? {} : { tls: { certificate, key } }),
    host: textSetting(environment, 'AGENT_HOST', DEFAULT_LOOPBACK),
    port: numberSetting(environment, 'AGENT_PORT', 0, MAX_PORT),
    leaseSeconds: numberSetting(environment, 'AGENT_LEASE', 0, MAX_LEASE_SECONDS),
  };
}
