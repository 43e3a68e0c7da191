import { beforeAll, expect, test } from 'vitest';
import { InvalidInputError } from '../configuration/invalid-input.ts';
import { createOriginCertificate, type OriginCertificate } from '../origin/certificate.ts';
import { loadDeployment, parseDeployment } from './load-deployment.ts';

const token = 'a-token-of-enough-length';
let certificate: OriginCertificate;
beforeAll(async () => {
  certificate = await createOriginCertificate();
});

const local = (port: number) => ({ host: '127.0.0.1', port, token });
const deployment = () => ({
  version: 1,
  domain: 'conformance.example.com',
  origin: {
    host: '203.0.113.10',
    httpPort: 80,
    httpsPort: 443,
    publicKeyHash: certificate.publicKeyHash,
    authority: certificate.certificate,
    agent: { ...local(9440), host: '203.0.113.10', certificate: certificate.certificate },
  },
  proxies: [{ server: '203.0.113.10', port: 3128, agent: local(9441) }],
  taps: [{ server: '203.0.113.11', port: 3128, egress: ['203.0.113.12', '2001:db8::12'], agent: local(9442) }],
});

/** One line per violation: path and problem. */
function violations(json: unknown): readonly string[] {
  try {
    parseDeployment(JSON.stringify(json), 'deployment.json');
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error;
    expect(error.message).not.toContain(token);
    return error.violations.map(({ path, problem }) => `${path}: ${problem}`);
  }
  return [];
}

test('is read as it is written', () => {
  expect(parseDeployment(JSON.stringify(deployment()), 'deployment.json')).toEqual(deployment());
});

test('a file without taps is read as well', () => {
  const { taps: _, ...without } = deployment();
  expect(parseDeployment(JSON.stringify(without), 'deployment.json')).toEqual(without);
});

test('names everything in it that is wrong, each at its place', () => {
  const { origin, proxies } = deployment();
  expect(
    violations({
      version: 2,
      domain: '.example.com',
      orgin: {},
      origin: {
        ...origin,
        httpPort: 0,
        publicKeyHash: 'abc',
        authority: 'PEM',
        agent: { ...local(65_536), token: 'short' },
      },
      proxies: [
        ...proxies,
        { server: 'proxy.example.com:3128', port: '3128', agent: { ...local(1), host: '10.0.0.1' } },
        1,
      ],
      taps: [
        { server: 'a b', port: 3128, egress: [], agent: local(1) },
        { server: 'squid-tap', port: 0, egress: ['squid'], agent: local(1), name: 'squid' },
        { server: 'squid-tap', port: 1 },
        7,
      ],
    }),
  ).toEqual([
    'version: The version must be 1.',
    'domain: This is no domain: write conformance.example.com, without a dot in front.',
    'origin.httpPort: A port is a whole number from 1 to 65535.',
    'origin.publicKeyHash: This is no SHA-256 in base64.',
    'origin.authority: This is no X.509 certificate in PEM.',
    'origin.agent.port: A port is a whole number from 1 to 65535.',
    'origin.agent.token: A token has 16–256 visible ASCII characters.',
    'proxies[1].server: This is no name and no address of a host.',
    'proxies[1].port: A port is a whole number from 1 to 65535.',
    'proxies[1].agent.certificate: It is missing: without TLS an agent is reached on this machine only.',
    'proxies[2]: A proxy is an object.',
    'taps[0].server: This is no name and no address of a host.',
    'taps[0].egress: It is a list of the addresses that the proxy’s own connections come from.',
    'taps[1].port: A port is a whole number from 1 to 65535.',
    'taps[1].egress[0]: This is no IP address.',
    'taps[1].name: There is no member of this name here.',
    'taps[2].egress: It is a list of the addresses that the proxy’s own connections come from.',
    'taps[2].agent: An agent is an object with host, port and token.',
    'taps[3]: A tap is an object.',
    'orgin: There is no member of this name here.',
  ]);
});

test.each([
  [[], ': A deployment is an object.'],
  [{ version: 1, origin: 1, proxies: 1 }, 'origin: The origin is an object.'],
])('%j', (json, first) => {
  expect(violations(json)[0]).toBe(first);
});

test.each([0, 6])('%i proxies are refused', (count) => {
  const proxies = Array.from({ length: count }, () => ({ server: 'a', port: 1, agent: local(1) }));
  expect(violations({ ...deployment(), proxies })).toEqual(['proxies: There are 1–5 proxies.']);
});

test('a witness that is in it twice is named with its first place', () => {
  const { origin, proxies, taps } = deployment();
  expect(
    violations({
      ...deployment(),
      proxies: [...proxies, ...proxies],
      taps: [...taps, { ...taps[0], agent: origin.agent }],
    }),
  ).toEqual([
    'proxies[1].agent: It is the agent of proxies[0]: every witness has one of its own.',
    'taps[1].agent: It is the agent of origin: every witness has one of its own.',
  ]);
});

test('the root of DNS is a domain: every name leads to the origin', () => {
  expect(violations({ ...deployment(), domain: '.' })).toEqual([]);
});

test('a file that is not there is one line', async () => {
  await expect(loadDeployment('/no/such/file.json')).rejects.toThrow(
    '/no/such/file.json: There is no such file. Check the path, which counts from the current folder.',
  );
});
