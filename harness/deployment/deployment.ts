import { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import { z } from 'zod';

const object = (message: string) => ({
  error: (issue: { readonly code?: string | undefined }) => (issue.code === 'invalid_type' ? message : undefined),
});
const EGRESS = 'It is a list of the addresses that the proxy’s own connections come from.';
const host = z
  .string('A host is a string.')
  .refine((text) => isIP(text) !== 0 || /^[\w.-]{1,253}$/.test(text), 'This is no name and no address of a host.');
const port = z.int('A port is a whole number from 1 to 65535.').min(1, 'A port is a whole number from 1 to 65535.');
const tcpPort = port.max(65_535, 'A port is a whole number from 1 to 65535.');
const pem = z.string('A certificate is a string.').refine(isCertificate, 'This is no X.509 certificate in PEM.');
const domain = z
  .string('A domain is a string.')
  .regex(
    /^(\.|(?!-)[a-z0-9-]+(\.(?!-)[a-z0-9-]+)*)$/,
    'This is no domain: write conformance.example.com, without a dot in front.',
  );

const agent = z
  .strictObject(
    {
      host,
      port: tcpPort,
      token: z
        .string('A token is a string.')
        .regex(/^[\x21-\x7e]{16,256}$/, 'A token has 16–256 visible ASCII characters.'),
      certificate: z.exactOptional(pem),
    },
    object('An agent is an object with host, port and token.'),
  )
  .refine((one) => one.certificate !== undefined || isLoopback(one.host), {
    path: ['certificate'],
    error: 'It is missing: without TLS an agent is reached on this machine only.',
  });

const origin = z.strictObject(
  {
    host,
    httpPort: tcpPort,
    httpsPort: tcpPort,
    publicKeyHash: z.string('A hash is a string.').regex(/^[A-Za-z0-9+/]{43}=$/, 'This is no SHA-256 in base64.'),
    authority: pem,
    agent,
  },
  object('The origin is an object.'),
);

const proxy = z.strictObject({ server: host, port: tcpPort, agent }, object('A proxy is an object.'));

const tap = z.strictObject(
  {
    server: host,
    port: tcpPort,
    egress: z
      .array(
        z.string('An address is a string.').refine((text) => isIP(text) !== 0, 'This is no IP address.'),
        EGRESS,
      )
      .min(1, EGRESS),
    agent,
  },
  object('A tap is an object.'),
);

/** The whole file. What it has to look like says `loadDeployment`. */
export const deploymentFile = z
  .strictObject(
    {
      version: z.literal(1, 'The version must be 1.'),
      domain: z.exactOptional(domain),
      origin,
      proxies: z
        .array(proxy, 'The proxies are a list.')
        .min(1, 'There are 1–5 proxies.')
        .max(5, 'There are 1–5 proxies.'),
      taps: z.exactOptional(z.array(tap, 'The taps are a list.')),
    },
    object('A deployment is an object.'),
  )
  // A run holds every agent for itself: it would wait for one that it has already.
  .superRefine(({ origin, proxies, taps = [] }, context) => {
    const seen = new Map<string, string>();
    const see = ({ host, port }: z.infer<typeof agent>, ...path: readonly (string | number)[]): void => {
      const key = JSON.stringify([host, port]);
      const before = seen.get(key);
      const message = `It is the agent of ${before}: every witness has one of its own.`;
      if (before !== undefined) context.addIssue({ code: 'custom', path: [...path, 'agent'], message });
      else seen.set(key, path.length === 1 ? String(path[0]) : `${path[0]}[${path[1]}]`);
    };
    see(origin.agent, 'origin');
    for (const [index, one] of proxies.entries()) see(one.agent, 'proxies', index);
    for (const [index, one] of taps.entries()) see(one.agent, 'taps', index);
  });

/** Witnesses that somebody runs where sessions can reach them, and how this machine reaches their agents. */
export type Deployment = z.infer<typeof deploymentFile>;

function isCertificate(text: string): boolean {
  try {
    return new X509Certificate(text).raw.length > 0;
  } catch {
    return false;
  }
}

/** Nobody else sees what is said there. */
function isLoopback(name: string): boolean {
  return name === 'localhost' || name === '::1' || (isIP(name) === 4 && name.startsWith('127.'));
}
