import { generateCACertificate, getLocal, type Mockttp } from 'mockttp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { hasCertutil } from '../../harness/emulator/chromium/testing/has-certutil.ts';
import { findingsOf, seenBy, verifyWith } from './testing/scene.ts';
import { startWebsite, type Website } from './testing/website.ts';

/** An authority that a company's inspecting proxy signs with. */
let authority: { key: string; cert: string };
let website: Website;
let inspecting: Mockttp;
beforeAll(async () => {
  website = await startWebsite(['localhost']);
  authority = await generateCACertificate({ subject: { commonName: 'Company Inspection' } });
  inspecting = getLocal({ https: authority, recordTraffic: false });
  await inspecting.start();
  // What the browser asks for on its own stays here.
  await inspecting
    .forAnyRequest()
    .forHostname('localhost')
    .thenPassThrough({ ignoreHostHttpsErrors: ['localhost'] });
});
afterAll(async () => {
  await inspecting.stop();
  await website[Symbol.asyncDispose]();
});

const CHECK = 'own-proxy/tls[proxy=localhost:PORT][host=localhost:PORT]';
const INSPECTED =
  'TLS is inspected: the certificate is issued by “Company Inspection”, and directly by “AgentCore Browser emulator ID”.';
const verify = (certificates?: string) =>
  verifyWith(
    [{ port: inspecting.port, authenticated: false }],
    [`https://localhost:${website.port}/page`],
    certificates === undefined ? {} : { certificates },
  );

test('a proxy that inspects TLS is named with its issuer, and the page does not open', async () => {
  const verification = await verify();
  const findings = findingsOf(verification);
  expect(findings).toHaveLength(2);
  expect(findings[0]).toMatch(/^P-OPENS violates: It does not: the browser reports net::ERR_CERT_AUTHORITY_INVALID\./);
  expect(findings[1]).toMatch(
    /^P-TLS violates: TLS is inspected: the certificate is issued by “Company Inspection”, and directly by “AgentCore Browser emulator ID”\. Sessions do not trust it \([A-Z_]+\)\. Sessions need the authority’s certificate: give it to them as certificates, and to this tool with --certificates\.$/,
  );
});

test.skipIf(!hasCertutil())(
  'with its authority’s certificate all works, and the inspection is still told',
  async () => {
    const verification = await verify(authority.cert);
    expect(findingsOf(verification)).toEqual([]);
    expect(seenBy(verification)[CHECK]).toBe(`conforms: ${INSPECTED} The certificates given vouch for it.`);
    expect(verification.verdict).toBe('conforms');
  },
);

test.skipIf(!hasCertutil())('certificates of somebody else do not help', async () => {
  const verification = await verify(website.authority);
  expect(verification.checks.find(({ id }) => id.startsWith('own-proxy/tls'))?.findings[0]?.cause).toBe(
    'The certificates given are those of other authorities.',
  );
});
