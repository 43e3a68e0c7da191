import type { LookupFunction } from 'node:net';
import { rootCertificates } from 'node:tls';
import { checkResult } from '../../conformance/checks/check.ts';
import type { CheckResult } from '../../conformance/verification.ts';
import { connectTo, NoConnectionError, secure, type Way } from '../connect.ts';
import type { Destination, OwnProxy } from '../own-proxy.ts';

/** Who TLS ends at. */
type Certificate =
  | {
      readonly kind: 'seen';
      /** Common name of the issuer, else its organisation. */
      readonly issuer: string;
      /** Why it is not trusted, Node's word; `undefined` where it is. */
      readonly distrust: string | undefined;
    }
  | { readonly kind: 'unseen'; readonly reason: string };

/**
 * Whether TLS through a proxy ends at the host or at the proxy, and whether sessions trust whom it ends at.
 * @param certificates PEM of authorities that sessions trust besides the public ones.
 */
export async function checkTls(
  proxy: OwnProxy,
  destination: Destination,
  lookup: LookupFunction,
  certificates: string | undefined,
): Promise<CheckResult> {
  const { name } = proxy.name;
  const { authority } = destination;
  const [through, direct] = await Promise.all([
    certificateBy({ kind: 'proxy', proxy }, destination, rootCertificates),
    certificateBy({ kind: 'direct', lookup }, destination, rootCertificates),
  ]);
  const trusted = certificates !== undefined && (await isTrusted(proxy, destination, certificates));
  return checkResult({
    id: `own-proxy/tls[proxy=${name}][host=${authority}]`,
    requirement: 'P-TLS',
    stimulus: `A TLS handshake with ${authority} through ${name}, and one directly.`,
    obligation: `Sessions trust the certificate that they get from ${authority} through ${name}.`,
    seen: `${whose(through, direct, destination)} ${trusted ? 'The certificates given vouch for it.' : 'It is trusted.'}`,
    deviations:
      through.kind === 'unseen'
        ? [{ verdict: 'violates', seen: whose(through, direct, destination) }]
        : through.distrust === undefined || trusted
          ? []
          : [
              {
                verdict: 'violates',
                seen: `${whose(through, direct, destination)} Sessions do not trust it (${through.distrust}).`,
                cause:
                  certificates === undefined
                    ? 'Sessions need the authority’s certificate: give it to them as certificates, and to this tool with --certificates.'
                    : 'The certificates given are those of other authorities.',
              },
            ],
  });
}

function whose(through: Certificate, direct: Certificate, { authority }: Destination): string {
  if (through.kind === 'unseen') return `There is no TLS with ${authority} through the tunnel: ${through.reason}.`;
  const issued = `its certificate is issued by “${through.issuer}”`;
  if (direct.kind === 'unseen') {
    return through.distrust === undefined
      ? `TLS ends at ${authority}: ${issued}.`
      : `TLS ends at ${authority} or is inspected: ${issued}, and directly the host cannot be asked (${direct.reason}).`;
  }
  return direct.issuer === through.issuer || through.distrust === undefined
    ? `TLS ends at ${authority}: ${issued}.`
    : `TLS is inspected: the certificate is issued by “${through.issuer}”, and directly by “${direct.issuer}”.`;
}

async function isTrusted(proxy: OwnProxy, destination: Destination, certificates: string): Promise<boolean> {
  const authorities = [...rootCertificates, certificates];
  const certificate = await certificateBy({ kind: 'proxy', proxy }, destination, authorities);
  return certificate.kind === 'seen' && certificate.distrust === undefined;
}

async function certificateBy(way: Way, destination: Destination, authorities: readonly string[]): Promise<Certificate> {
  try {
    const plain = await connectTo(way, destination);
    try {
      const secured = await secure(plain, destination, authorities);
      const { CN, O } = secured.getPeerCertificate().issuer;
      const distrust = secured.authorized ? undefined : String(secured.authorizationError);
      secured.destroy();
      return { kind: 'seen', issuer: String(CN ?? O ?? 'nobody in particular'), distrust };
    } finally {
      plain.destroy();
    }
  } catch (error) {
    if (!(error instanceof NoConnectionError)) throw error;
    return { kind: 'unseen', reason: error.message };
  }
}
