import { lookup as systemLookup } from 'node:dns';
import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo, LookupFunction, Socket } from 'node:net';
import { documented } from '../personality/documented.ts';
import { makeNoise } from '../personality/noise.ts';
import type { Personality } from '../personality/personality.ts';
import type { EgressConfiguration } from '../session-browser.ts';
import type { Authority } from './authority.ts';
import { forward } from './forward.ts';
import { documentedPolicy, type RoutingPolicy } from './policy.ts';
import { tunnel } from './tunnel.ts';
import type { Upstreams } from './upstreams.ts';

export interface EgressRouterOptions {
  /** Where a direct connection really goes; default: to the host itself. */
  readonly dial?: (destination: Authority) => Authority;
  /** How names of proxies and hosts are resolved. Default: as the machine does it. */
  readonly lookup?: LookupFunction;
  /** Told of every connection that the router makes, to a proxy or a host. */
  readonly onUpstream?: (socket: Socket) => void;
  /** Default: {@link documentedPolicy}. */
  readonly policy?: (egress: EgressConfiguration | undefined) => RoutingPolicy;
  /** Default: {@link documented}. */
  readonly personality?: Personality;
}

/**
 * The forward proxy in front of one session's Chromium. It picks the upstream, connects, authenticates before it is
 * asked to, and tells the browser nothing but success or failure.
 */
export interface EgressRouter extends AsyncDisposable {
  /** On 127.0.0.1. */
  readonly port: number;
  /** Called once, when the session starts. Until then nothing gets through. */
  configure(egress: EgressConfiguration | undefined): void;
}

/** Starts a router on a free loopback port. Disposing it ends every connection. */
export async function startEgressRouter(options: EgressRouterOptions = {}): Promise<EgressRouter> {
  const { policy: makePolicy = documentedPolicy, personality = documented } = options;
  const sockets = new Set<Socket>();
  let upstreams: Upstreams | undefined;
  let quiet = true;

  /** What a request is served with, once there is a configuration. With the first request comes the noise. */
  const take = (): Upstreams | undefined => {
    const noise = quiet ? upstreams?.manner.noise : undefined;
    if (upstreams !== undefined && noise !== undefined) makeNoise(noise, upstreams);
    quiet = upstreams === undefined;
    return upstreams;
  };

  const server = http.createServer({ keepAlive: true });
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
  });
  server.on('request', (request, response) => {
    const ready = take();
    if (ready === undefined) response.writeHead(503, { 'content-length': 0 }).end();
    else void forward(ready, request, response);
  });
  server.on('connect', (request, client: Socket, head: Buffer) => {
    const ready = take();
    if (ready === undefined) client.end('HTTP/1.1 503 Service Unavailable\r\n\r\n');
    else void tunnel(ready, request, client, head);
  });
  server.on('clientError', (_error, socket) => socket.destroy());
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  return {
    port: (server.address() as AddressInfo).port,
    configure(egress) {
      const policy = makePolicy(egress);
      upstreams = {
        servers: (egress?.proxyConfiguration.proxies ?? []).map(({ externalProxy }) => ({
          host: externalProxy.server,
          port: externalProxy.port,
        })),
        policy,
        manner: personality(policy, egress),
        dial: options.dial ?? ((destination) => destination),
        lookup: options.lookup ?? systemLookup,
        track: (socket) => {
          options.onUpstream?.(socket);
          sockets.add(socket);
          socket.on('close', () => sockets.delete(socket));
        },
      };
    },
    async [Symbol.asyncDispose]() {
      const closed = once(server, 'close');
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}
