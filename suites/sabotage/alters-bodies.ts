import { IncomingMessage } from 'node:http';
import { Transform } from 'node:stream';
import type { Sabotage } from '../../harness/conformance/cases/sabotage.ts';
import { documentedPolicy } from '../../harness/emulator/router/policy.ts';

export const altersBodies = {
  name: 'alters-bodies',
  breaks: 'Bodies of requests over plain HTTP arrive with other bytes than they were sent with.',
  requirements: ['R-TRAFFIC-BODY'],
  fault: {
    at: 'router',
    policy: (egress) => {
      const documented = documentedPolicy(egress);
      return {
        ...documented,
        route: (host, request) => {
          if (request !== undefined && request.method !== 'CONNECT') {
            request.pipe = (destination, options) => {
              const altered = zeroes();
              IncomingMessage.prototype.pipe.call(request, altered);
              return altered.pipe(destination, options);
            };
          }
          return documented.route(host, request);
        },
      };
    },
  },
} as const satisfies Sabotage;

/** As many bytes as come in, all of them zero. */
function zeroes(): Transform {
  return new Transform({
    transform: (chunk: Buffer, _encoding, done) => done(null, Buffer.alloc(chunk.length)),
  });
}
