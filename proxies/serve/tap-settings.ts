import { parseAuthority } from '../protocol/authority.ts';
import type { TapOptions } from '../tap/tap.ts';
import { MAX_PORT, numberSetting, SettingsError, textSetting } from './settings.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * What the environment says about the tap itself:
 *
 *     TAP_PROXY   host:port of the proxy that everything is passed on to, which is open
 *     TAP_NAME    in its records; default: proxy
 *     TAP_HOST    default 127.0.0.1
 *     TAP_PORT    default: any free port
 *
 * @throws {SettingsError}
 */
export function tapSettings(environment: Environment): Omit<TapOptions, 'sink'> {
  const proxy = parseAuthority(textSetting(environment, 'TAP_PROXY', ''));
  if ('problem' in proxy) throw new SettingsError('TAP_PROXY: host:port is needed.');
  return {
    name: textSetting(environment, 'TAP_NAME', 'proxy'),
    host: textSetting(environment, 'TAP_HOST', '127.0.0.1'),
    port: numberSetting(environment, 'TAP_PORT', 0, MAX_PORT),
    proxy,
    access: { kind: 'open' },
  };
}
