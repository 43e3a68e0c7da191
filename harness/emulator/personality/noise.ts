import http from 'node:http';
import { connectable } from '../router/authority.ts';
import type { Upstreams } from '../router/upstreams.ts';
import type { Manner, NoiseRequest } from './personality.ts';

/**
 * What came through the default proxy of the real service without anybody asking for it: Chromium's own requests, and
 * Squid asking its parent for a cache digest. A test of a proxy must not count on being undisturbed.
 */
export const NOISE: readonly NoiseRequest[] = [
  { method: 'GET', target: 'http://0.0.0.0/time/1/current' },
  { method: 'CONNECT', target: '0.0.0.0:443' },
  { method: 'CONNECT', target: 'www.google.com:443' },
  { method: 'GET', target: '/squid-internal-periodic/store_digest' },
];

/** Sends each request once; nobody waits for the answers, and a failure is nobody's. */
export function makeNoise({ position, requests }: NonNullable<Manner['noise']>, upstreams: Upstreams): void {
  const server = upstreams.servers[position];
  if (server === undefined) return;
  for (const { method, target } of requests) {
    const kind = method === 'CONNECT' ? 'tunnel' : 'forward';
    const authorization = upstreams.policy.authorizationFor(position, kind);
    const request = http.request({
      ...connectable(server),
      agent: false,
      method,
      path: target,
      headers: {
        host: hostOf(method, target) ?? `${server.host}:${server.port}`,
        ...(authorization === undefined ? {} : { 'proxy-authorization': authorization }),
      },
    });
    request.on('socket', upstreams.track);
    request.on('response', (response) => response.resume());
    request.on('connect', (_response, socket) => socket.destroy());
    request.on('error', () => undefined);
    request.end();
  }
}

function hostOf(method: NoiseRequest['method'], target: string): string | undefined {
  if (method === 'CONNECT') return target;
  return URL.canParse(target) ? new URL(target).host : undefined;
}
