import 'reflect-metadata';
import { createHash, randomBytes, webcrypto } from 'node:crypto';
import { isIP } from 'node:net';
import * as x509 from '@peculiar/x509';

/** A client's clock may be behind ours. */
const CLOCK_TOLERANCE_MILLISECONDS = 24 * 60 * 60 * 1000;

/** With P-256 a handshake costs a fraction of one with RSA. */
const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };

/** What two keys are made of. */
export type Keys = webcrypto.CryptoKeyPair;

/** Signs certificates of servers; all of them, and its own, end together. */
export interface IssuingAuthority {
  /** PEM. */
  readonly certificate: string;
  readonly notAfter: Date;
  /** PEM of a server's certificate for host names and IP addresses. */
  issue(subject: string, publicKey: Keys['publicKey'], names: readonly string[]): Promise<string>;
}

export async function newKeys(): Promise<Keys> {
  return webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
}

/**
 * An authority whose private key nobody else gets to see. The extensions are those that strict clients (OpenSSL's
 * `X509_STRICT`, which Python 3.13 uses) insist on.
 *
 * @param name what people read; the certificate's name is one of its own, for clients look authorities up by name, and
 *   may know several of ours.
 */
export async function newAuthority(name: string, validMilliseconds: number): Promise<IssuingAuthority> {
  const keys = await newKeys();
  const valid = validity(validMilliseconds);
  const authority = await x509.X509CertificateGenerator.createSelfSigned(
    {
      ...valid,
      serialNumber: newSerialNumber(),
      name: `CN=${name} ${randomBytes(4).toString('hex')}`,
      keys,
      extensions: [
        new x509.BasicConstraintsExtension(true, 0, true),
        new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign, true),
        await x509.SubjectKeyIdentifierExtension.create(keys.publicKey, false, webcrypto),
      ],
    },
    webcrypto,
  );
  return {
    certificate: pemOf(authority),
    notAfter: valid.notAfter,
    async issue(subject, publicKey, names) {
      const certificate = await x509.X509CertificateGenerator.create(
        {
          ...valid,
          serialNumber: newSerialNumber(),
          subject: `CN=${subject}`,
          issuer: authority.subject,
          publicKey,
          signingKey: keys.privateKey,
          extensions: [
            new x509.BasicConstraintsExtension(false, undefined, true),
            new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
            new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
            alternativeNames(names),
            await x509.SubjectKeyIdentifierExtension.create(publicKey, false, webcrypto),
            await x509.AuthorityKeyIdentifierExtension.create(keys.publicKey, false, webcrypto),
          ],
        },
        webcrypto,
      );
      return pemOf(certificate);
    },
  };
}

/** PEM of a certificate that vouches for itself. */
export async function selfSigned(
  keys: Keys,
  { subject, names, validMilliseconds }: { subject: string; names: readonly string[]; validMilliseconds: number },
): Promise<string> {
  const certificate = await x509.X509CertificateGenerator.createSelfSigned(
    {
      ...validity(validMilliseconds),
      serialNumber: newSerialNumber(),
      name: `CN=${subject}`,
      keys,
      extensions: [alternativeNames(names)],
    },
    webcrypto,
  );
  return pemOf(certificate);
}

/** PEM (PKCS #8). */
export async function privateKeyOf({ privateKey }: Keys): Promise<string> {
  return `${x509.PemConverter.encode(await webcrypto.subtle.exportKey('pkcs8', privateKey), 'PRIVATE KEY')}\n`;
}

/** SHA-256 of the public key (SPKI) in base64, as Chromium names keys that it is to trust. */
export async function publicKeyHashOf({ publicKey }: Keys): Promise<string> {
  const spki = await webcrypto.subtle.exportKey('spki', publicKey);
  return createHash('sha256').update(Buffer.from(spki)).digest('base64');
}

function validity(milliseconds: number) {
  const now = Date.now();
  return {
    notBefore: new Date(now - CLOCK_TOLERANCE_MILLISECONDS),
    notAfter: new Date(now + milliseconds),
    signingAlgorithm: ALGORITHM,
  };
}

function alternativeNames(names: readonly string[]): x509.SubjectAlternativeNameExtension {
  return new x509.SubjectAlternativeNameExtension(
    names.map((value) => ({ type: isIP(value) === 0 ? 'dns' : 'ip', value })),
  );
}

/** Positive, as a certificate's number has to be. */
function newSerialNumber(): string {
  return `01${randomBytes(8).toString('hex')}`;
}

/** Ends in a line break, so that several can be put together. */
function pemOf(certificate: x509.X509Certificate): string {
  return `${certificate.toString('pem')}\n`;
}
