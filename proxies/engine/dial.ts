import { connect, type Socket } from 'node:net';
import type { Authority } from '../protocol/authority.ts';
import type { Core } from './core.ts';

/** What a dial came to: a connection, or the reason why there is none (an error's code, never its message). */
export type Dialled = { readonly upstream: Socket } | { readonly reason: string };

/**
 * Connects to a destination, once. Always seen to its end, also when the client leaves meanwhile, so that
 * the record says what the destination saw.
 */
export function dial(core: Core, authority: Authority, done: (dialled: Dialled) => void): void {
  const { host, port } = core.dial(authority);
  const upstream = connect({ host, port, allowHalfOpen: true, noDelay: true });
  core.upstreams.add(upstream);
  let reason = 'the proxy was closed';
  const failed = () => {
    core.upstreams.delete(upstream);
    done({ reason });
  };
  const erred = (error: Error) => {
    reason = 'code' in error ? String(error.code) : error.name;
  };
  upstream.setTimeout(core.limits.connectTimeout, () => {
    reason = 'ETIMEDOUT';
    upstream.destroy();
  });
  upstream.once('error', erred);
  upstream.once('close', failed);
  upstream.once('connect', () => {
    upstream.removeAllListeners('timeout');
    upstream.off('error', erred);
    upstream.off('close', failed);
    upstream.once('close', () => core.upstreams.delete(upstream));
    upstream.setTimeout(core.limits.idleTimeout);
    done({ upstream });
  });
}
