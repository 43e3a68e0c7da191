import type { IncomingMessage } from 'node:http';
import type { Fault } from '../../harness/conformance/cases/sabotage.ts';
import { documentedPolicy } from '../../harness/emulator/router/policy.ts';

/** Some requests of the browser, CONNECT among them, go direct whatever their host; all others take the documented routes. */
export function directFor(concerns: (request: IncomingMessage) => boolean): Fault {
  return {
    at: 'router',
    policy: (egress) => {
      const documented = documentedPolicy(egress);
      return {
        ...documented,
        route: (host, request) =>
          request !== undefined && concerns(request) ? { kind: 'direct' } : documented.route(host, request),
      };
    },
  };
}

/** Whether the browser asks for a tunnel. */
export function isTunnel({ method }: IncomingMessage): boolean {
  return method === 'CONNECT';
}
