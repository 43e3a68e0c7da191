import { z } from 'zod';
import { count, milliseconds, scheme } from './basics.ts';

const socket = z.strictObject({ address: z.string(), port: count });
const recordBase = { proxy: z.string(), sequence: count, exchange: count, at: milliseconds };

const proxySighting = z.strictObject({
  witness: z.literal('proxy'),
  index: count,
  type: z.literal('request'),
  ...recordBase,
  kind: z.enum(['tunnel', 'forward', 'none']),
  method: z.string(),
  authority: z.string(),
  client: socket,
  credentials: z.enum(['absent', 'valid', 'invalid', 'malformed']),
  userInformation: z.literal(true).optional().describe('The request’s target held user information.'),
  outcome: z.enum([
    'established',
    'authentication-required',
    'unreachable',
    'bad-request',
    'no-request',
    'misbehaved',
    'relayed',
  ]),
  status: z.int().optional(),
  upstream: z.strictObject({ local: socket, remote: socket }).optional(),
  relay: z.strictObject({ local: socket, remote: socket }).optional(),
  detail: z.string().optional(),
  end: z
    .strictObject({
      type: z.literal('end'),
      ...recordBase,
      bytesUp: count,
      bytesDown: count,
      durationMilliseconds: z.number(),
      closedBy: z.enum(['client', 'upstream', 'proxy', 'error']),
    })
    .optional(),
});

const originSighting = z.strictObject({
  witness: z.literal('origin'),
  at: milliseconds,
  marker: z.string().optional(),
  scheme,
  protocol: z.enum(['http/1.0', 'http/1.1', 'h2']),
  method: z.string(),
  authority: z.string(),
  serverName: z.string().optional(),
  peer: socket.describe('A proxy’s upstream socket, or whoever connected directly.'),
  connectionAcceptedAt: milliseconds,
  body: z
    .strictObject({ bytes: z.int().nonnegative(), sha256: z.string() })
    .optional()
    .describe('Of the request, where it has one.'),
  leakedHeaders: z
    .array(z.string())
    .describe('Headers that brought what should have stopped at a proxy; `request target` where its URL did.'),
});

const browserSighting = z.strictObject({
  witness: z.literal('browser'),
  at: milliseconds,
  marker: z.string(),
  outcome: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('response'), status: z.int(), marker: z.string().optional() }),
    z.strictObject({ kind: z.literal('open'), marker: z.string().optional() }),
    z.strictObject({ kind: z.literal('failed'), error: z.string() }),
  ]),
  durationMilliseconds: z.number(),
  withdrawn: count
    .optional()
    .describe('How often the browser had given it up before, because the network of its machine changed.'),
});

/** What one witness saw. */
export const sighting = z
  .discriminatedUnion('witness', [proxySighting, originSighting, browserSighting])
  .meta({ id: 'sighting' });
