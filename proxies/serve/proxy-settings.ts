import { readBehaviour } from '../behaviours/read-behaviour.ts';
import type { Access, InstrumentedProxyOptions } from '../options.ts';
import { parseAuthority } from '../protocol/authority.ts';
import { MAX_PORT, numberSetting, SettingsError, secretSetting, textSetting } from './settings.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * What the environment says about the proxy itself:
 *
 *     PROXY_NAME          in its records; default: proxy
 *     PROXY_HOST          default 127.0.0.1
 *     PROXY_PORT          default: any free port
 *     PROXY_CREDENTIALS   user:password, or PROXY_CREDENTIALS_FILE; without it everybody may use the proxy
 *     PROXY_DESTINATION   host:port that every request ends at, whatever it asks for; default: what it asks for
 *     PROXY_BEHAVIOUR     JSON, as {"kind":"respond","status":503}; default: normal
 *
 * @throws {SettingsError}
 */
export function proxySettings(environment: Environment): Omit<InstrumentedProxyOptions, 'sink'> {
  const destination = destinationOf(environment['PROXY_DESTINATION']);
  return {
    name: textSetting(environment, 'PROXY_NAME', 'proxy'),
    host: textSetting(environment, 'PROXY_HOST', '127.0.0.1'),
    port: numberSetting(environment, 'PROXY_PORT', 0, MAX_PORT),
    access: accessOf(secretSetting(environment, 'PROXY_CREDENTIALS')),
    ...(destination === undefined ? {} : { dial: () => destination }),
    ...(environment['PROXY_BEHAVIOUR'] ? { behaviour: behaviourOf(environment['PROXY_BEHAVIOUR']) } : {}),
  };
}

function accessOf(credentials: string | undefined): Access {
  if (credentials === undefined) return { kind: 'open' };
  const colon = credentials.indexOf(':');
  if (colon < 1) throw new SettingsError('PROXY_CREDENTIALS: a user name, a colon and a password are needed.');
  return { kind: 'basic', username: credentials.slice(0, colon), password: credentials.slice(colon + 1) };
}

function destinationOf(text: string | undefined) {
  if (!text) return undefined;
  const destination = parseAuthority(text);
  if ('problem' in destination) throw new SettingsError('PROXY_DESTINATION: host:port is needed.');
  return destination;
}

function behaviourOf(text: string) {
  try {
    return readBehaviour(JSON.parse(text));
  } catch (error) {
    const reason = error instanceof SyntaxError ? 'JSON is needed.' : error instanceof Error ? error.message : '';
    throw new SettingsError(`PROXY_BEHAVIOUR: ${reason}`);
  }
}
