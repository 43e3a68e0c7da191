import { once } from 'node:events';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { ServerCertificate } from '../../../harness/emulator/tls/server-certificate.ts';

/** Enough of AWS STS to ask who one is. */
export interface Sts extends AsyncDisposable {
  readonly port: number;
  /** From now on it knows nobody, for this reason (`ExpiredToken`); `undefined`: it does again. */
  refuse(reason: string | undefined): void;
  /** From now on its clock is so many milliseconds behind. */
  lag(milliseconds: number): void;
}

/** Who everybody is. */
const ARN = 'arn:aws:iam::000000000000:root';

export async function startSts(certificate: ServerCertificate, accessKeyId: string): Promise<Sts> {
  let reason: string | undefined;
  let behind = 0;
  const server = createServer({ cert: certificate.certificate, key: certificate.key }, (request, response) => {
    const scope = `Credential=${accessKeyId}/`;
    const refused = request.headers.authorization?.includes(scope) ? reason : 'InvalidClientTokenId';
    response.setHeader('date', new Date(Date.now() - behind).toUTCString());
    response.writeHead(refused === undefined ? 200 : 403, { 'content-type': 'application/json' });
    response.end(
      JSON.stringify(
        refused === undefined
          ? { GetCallerIdentityResponse: { GetCallerIdentityResult: { Account: '000000000000', Arn: ARN } } }
          : { Error: { Code: refused, Message: 'It says why.', Type: 'Sender' } },
      ),
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    refuse: (next) => {
      reason = next;
    },
    lag: (milliseconds) => {
      behind = milliseconds;
    },
    async [Symbol.asyncDispose]() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
