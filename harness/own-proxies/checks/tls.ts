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
 * @returns none where there is no TLS with something that nobody needs: the proxy may have opened a tunnel to nobody.
 */
export async function checkTls(
  proxy: OwnProxy,
  destination: Destination,
  lookup: LookupFunction,
  certificates: string | undefined,
): Promise<readonly CheckResult[]> {
  const { name } = proxy.name;
  const { authority } = destination;
  const way = { kind: 'proxy', proxy } as const;
  const [through, direct] = await Promise.all([
    certificateBy(way, destination, rootCertificates),
    certificateBy({ kind: 'direct', lookup }, destination, rootCertificates),
  ]);
  const isPublic = through.kind === 'unseen' || through.distrust === undefined;
  const shown =
    isPublic || certificates === undefined
      ? through
      : await certificateBy(way, destination, [...rootCertificates, certificates]);
  if (shown.kind === 'unseen' && !proxy.needed.includes(destination)) return [];
  const seen = whose(shown, isPublic, direct, destination);
  return [
    checkResult({
      id: `own-proxy/tls[proxy=${name}][host=${authority}]`,
      requirement: 'P-TLS',
      stimulus: `A TLS handshake with ${authority} through ${name}, and one directly.`,
      obligation: `Sessions trust the certificate that they get from ${authority} through ${name}.`,
      seen: `${seen} ${isPublic ? 'It is trusted.' : 'The certificates given vouch for it.'}`,
      deviations:
        shown.kind === 'unseen'
          ? [{ verdict: 'violates', seen }]
          : shown.distrust === undefined
            ? []
            : [
                {
                  verdict: 'violates',
                  seen: `${seen} Sessions do not trust it (${shown.distrust}).`,
                  cause: causeOf(shown.distrust, certificates !== undefined),
                },
              ],
    }),
  ];
}

function causeOf(distrust: string, given: boolean): string {
  switch (distrust) {
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
      return 'It is for other names: not who was asked for is at the other end, or it has the wrong certificate.';
    case 'CERT_HAS_EXPIRED':
      return 'It has expired, or an authority above it has. Whoever shows it needs a new one.';
    case 'CERT_NOT_YET_VALID':
      return 'It is not valid yet: the clock of this machine is slow, or that of whoever issued it was fast.';
    default:
      return given
        ? 'The certificates given are those of other authorities.'
        : 'Sessions need the authority’s certificate: give it to them as certificates, and to this tool with --certificates.';
  }
}

/** @param isPublic public authorities vouch for what came through the proxy. */
function whose(through: Certificate, isPublic: boolean, direct: Certificate, { authority }: Destination): string {
  if (through.kind === 'unseen') return `There is no TLS with ${authority} through the tunnel: ${through.reason}.`;
  const issued = `its certificate is issued by “${through.issuer}”`;
  if (direct.kind === 'unseen') {
    return isPublic
      ? `TLS ends at ${authority}: ${issued}.`
      : `TLS ends at ${authority} or is inspected: ${issued}, and directly the host cannot be asked (${direct.reason}).`;
  }
  return direct.issuer === through.issuer || isPublic
    ? `TLS ends at ${authority}: ${issued}.`
    : `TLS is inspected: the certificate is issued by “${through.issuer}”, and directly by “${direct.issuer}”.`;
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
