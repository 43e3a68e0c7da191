import 'reflect-metadata';
import { createHash, randomBytes, webcrypto } from 'node:crypto';
import { isIP } from 'node:net';
import { parentPort } from 'node:worker_threads';
import * as x509 from '@peculiar/x509';
import type { Issued, NewAuthority, Order } from './authority.ts';

/** As long as a deployment may run before it has to be started anew. */
const VALID_MILLISECONDS = 90 * 24 * 60 * 60 * 1000;
/** A client's clock may be behind ours. */
const CLOCK_TOLERANCE_MILLISECONDS = 24 * 60 * 60 * 1000;

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const newKeys = () => webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
/** Positive, as a certificate's number has to be. */
const newSerialNumber = () => `01${randomBytes(8).toString('hex')}`;

/** Ends in a line break, so that several can be put together. */
const pemOf = (certificate: x509.X509Certificate) => `${certificate.toString('pem')}\n`;

const now = Date.now();
const validity = {
  notBefore: new Date(now - CLOCK_TOLERANCE_MILLISECONDS),
  notAfter: new Date(now + VALID_MILLISECONDS),
  signingAlgorithm: algorithm,
};
const [authorityKeys, serverKeys] = await Promise.all([newKeys(), newKeys()]);
const authority = await x509.X509CertificateGenerator.createSelfSigned(
  {
    ...validity,
    serialNumber: newSerialNumber(),
    // A name of its own for each: browsers look authorities up by name, and may know several of ours.
    name: `CN=AgentCore proxy conformance origin ${randomBytes(4).toString('hex')}`,
    keys: authorityKeys,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign, true),
      await x509.SubjectKeyIdentifierExtension.create(authorityKeys.publicKey, false, webcrypto),
    ],
  },
  webcrypto,
);

/** For these names, with the one key of all servers. */
async function issue(names: readonly string[]): Promise<string> {
  const certificate = await x509.X509CertificateGenerator.create(
    {
      ...validity,
      serialNumber: newSerialNumber(),
      subject: 'CN=AgentCore proxy conformance witness',
      issuer: authority.subject,
      publicKey: serverKeys.publicKey,
      signingKey: authorityKeys.privateKey,
      extensions: [
        new x509.BasicConstraintsExtension(false, undefined, true),
        new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
        new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
        new x509.SubjectAlternativeNameExtension(
          names.map((value) => ({ type: isIP(value) === 0 ? 'dns' : 'ip', value })),
        ),
        await x509.AuthorityKeyIdentifierExtension.create(authorityKeys.publicKey, false, webcrypto),
      ],
    },
    webcrypto,
  );
  return pemOf(certificate);
}

const spki = await webcrypto.subtle.exportKey('spki', serverKeys.publicKey);
const key = await webcrypto.subtle.exportKey('pkcs8', serverKeys.privateKey);
parentPort?.on('message', ({ order, names }: Order) => {
  void issue(names).then((certificate) => parentPort?.postMessage({ order, certificate } satisfies Issued));
});
parentPort?.postMessage({
  certificate: pemOf(authority),
  key: x509.PemConverter.encode(key, 'PRIVATE KEY'),
  publicKeyHash: createHash('sha256').update(Buffer.from(spki)).digest('base64'),
  notAfter: validity.notAfter,
} satisfies NewAuthority);
