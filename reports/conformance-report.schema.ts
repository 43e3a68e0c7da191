import { z } from 'zod';
import { SCHEMA_FILE, SCHEMA_VERSION } from './conformance-report.ts';
import { PROFILES } from './profiles.ts';
import { OUTCOMES } from './reading.ts';

/** The shape of `conformance-report.json`. `conformance-report.schema.json` is generated from it. */

const count = z.int().nonnegative();
const milliseconds = z.number().describe('Milliseconds since the Unix epoch, with fractions.');
const jsonPath = z.string().describe('JSON path in the configuration, or the place in the user’s own file.');
const level = z.enum(['documented', 'undocumented']);
const scheme = z.enum(['http', 'https', 'ws', 'wss']);
const verdict = z.enum(['conforms', 'violates', 'inconclusive', 'not-applicable', 'harness-fault']);
const outcomes = z
  .record(z.enum(OUTCOMES), count)
  .describe(
    'Results by verdict; `observation` counts deviations from undocumented behaviour, which `violates` leaves out.',
  )
  .meta({ id: 'outcomes' });

const route = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('proxy'), index: count }),
    z.strictObject({ kind: z.literal('direct') }),
  ])
  .meta({ id: 'route' });

const rule = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('bypass'), pattern: z.string(), path: jsonPath }),
    z.strictObject({ kind: z.literal('pattern'), index: count, pattern: z.string(), path: jsonPath }),
    z.strictObject({ kind: z.literal('default'), index: count, path: jsonPath }),
    z.strictObject({ kind: z.literal('unmatched') }),
  ])
  .meta({ id: 'rule' });

const decision = z.strictObject({
  host: z.string().describe('The host as it was judged: lower case, ASCII.'),
  route,
  rule,
  overruled: z.array(rule).describe('What `rule` won over, in precedence order.'),
  level,
  silentAbout: z
    .enum(['no-default', 'several-defaults', 'ip-literal', 'localhost', 'pattern-case', 'trailing-dot'])
    .optional()
    .describe('On which point the document is silent; present where `level` is `undocumented`.'),
  requirement: z.string(),
});

const probe = z.strictObject({
  id: z.string().describe('Unique within the run; also the marker in the request’s path.'),
  url: z.string(),
  host: z.string(),
  scheme,
  traffic: z.enum(['fetch', 'websocket', 'navigation']),
  source: z.strictObject({
    variant: z.enum([
      'apex',
      'subdomain',
      'deep-subdomain',
      'look-alike-prefix',
      'look-alike-suffix',
      'upper-case',
      'no-rule',
      'user-host',
      'user-expectation',
    ]),
    pattern: z.string().optional(),
    path: jsonPath,
  }),
  expected: z.discriminatedUnion('by', [
    z.strictObject({ by: z.literal('oracle'), route, decision }),
    z.strictObject({ by: z.literal('user'), route, path: jsonPath, decision }),
  ]),
});

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
  leakedHeaders: z.array(z.string()),
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
});

const sighting = z
  .discriminatedUnion('witness', [proxySighting, originSighting, browserSighting])
  .meta({ id: 'sighting' });

const finding = z
  .strictObject({
    verdict: z.enum(['violates', 'inconclusive', 'harness-fault']),
    requirement: z.string(),
    level,
    expected: z.string(),
    seen: z.string(),
    cause: z.string().optional(),
    sightings: z.array(sighting),
  })
  .meta({ id: 'finding' });

const attachments = z.array(
  z.strictObject({
    name: z.string(),
    path: z.string().describe('Relative to the folder of the report.'),
    mediaType: z.string(),
  }),
);

const probeResult = z.strictObject({
  probe,
  verdict,
  requirement: z.string(),
  level,
  attribution: z.strictObject({
    probe: z.string(),
    taken: z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('route'), route }),
      z.strictObject({ kind: z.literal('several'), routes: z.array(route) }),
      z.strictObject({ kind: z.literal('stopped-at'), route }),
      z.strictObject({ kind: z.literal('relayed'), route }),
      z.strictObject({ kind: z.literal('unseen') }),
    ]),
    sightings: z.array(sighting),
  }),
  findings: z.array(finding),
  attachments,
});

const checkResult = z.strictObject({
  id: z.string(),
  requirement: z.string(),
  level,
  stimulus: z.string(),
  obligation: z.string(),
  verdict,
  seen: z.string(),
  findings: z.array(finding),
  sightings: z.array(sighting),
  attachments,
  cell: z
    .strictObject({
      caseId: z.string(),
      requirements: z.array(z.string()).describe('Everything that the case is about.'),
      durationMilliseconds: z.number(),
    })
    .optional()
    .describe('Of a conformance case; absent for what `verify` checks of itself.'),
});

const suite = z.strictObject({
  asked: z.strictObject({
    personality: z.enum(['documented', 'observed']),
    strict: z.boolean(),
    seed: count.optional().describe('Drew the order of the cases; absent where they ran in that of the catalogue.'),
    shard: z.strictObject({ number: count, of: count }).optional(),
  }),
  arithmetic: z
    .strictObject({
      cells: count,
      conform: count,
      violate: count,
      observed: count,
      failAsExpected: count,
      inconclusive: count,
      harnessFaults: count,
      notApplicable: count,
      notRun: count,
    })
    .describe('How the cells of the run add up.'),
  expected: z.array(z.string()).describe('Cells that deviate as the file of expected failures says.'),
  stale: z
    .array(z.strictObject({ path: z.string(), case: z.string(), reason: z.string(), cell: z.string() }))
    .describe('Expected failures that did not come: they fail the run.'),
  skipped: z
    .array(z.strictObject({ cell: z.string(), reason: z.enum(['not-selected', 'other-shard', 'not-reached']) }))
    .describe('Cells of the catalogue without a result.'),
});

const profile = z.strictObject({
  profile: z.enum(PROFILES),
  outcome: z.enum([...OUTCOMES, 'not-examined']),
  results: outcomes,
  requirements: z.strictObject({ total: count, examined: count }),
  deviating: z.array(z.string()).describe('Results that need a look, except for observations and expected failures.'),
  observed: z.array(z.string()).describe('Results that deviate where the document is silent.'),
});

const patterns = z.array(z.string());

const configuration = z.strictObject({
  proxies: z.array(
    z.strictObject({
      externalProxy: z.strictObject({
        server: z.string(),
        port: count,
        domainPatterns: patterns.optional(),
        credentials: z.strictObject({ basicAuth: z.strictObject({ secretArn: z.string() }) }).optional(),
      }),
    }),
  ),
  bypass: z.strictObject({ domainPatterns: patterns.optional() }).optional(),
});

export const conformanceReportSchema = z.strictObject({
  $schema: z.string(),
  schemaVersion: z.literal(SCHEMA_VERSION),
  summary: z.strictObject({
    probes: outcomes,
    checks: outcomes,
    sections: z.array(z.strictObject({ section: z.string(), probes: outcomes, checks: outcomes })),
    profiles: z.array(profile).describe('What a user may ask of a service on its own, and what became of it.'),
  }),
  tool: z.strictObject({ name: z.string(), version: z.string() }),
  runId: z.string(),
  target: z.enum(['emulated', 'aws']),
  startedAt: z.string(),
  finishedAt: z.string(),
  verdict,
  incomplete: z.string().optional().describe('Why the run did not get to its end; absent when it did.'),
  configuration,
  configurationSource: z.string(),
  proxies: z.array(z.strictObject({ index: count, name: z.string(), authenticated: z.boolean(), patterns })),
  schemes: z.array(scheme),
  lint: z.array(
    z.strictObject({
      id: z.string(),
      severity: z.enum(['warning', 'note']),
      path: jsonPath,
      related: z.array(jsonPath),
      message: z.string(),
      advice: z.string(),
    }),
  ),
  environment: z.record(z.string(), z.string()),
  requirements: z.array(
    z.strictObject({ id: z.string(), level, section: z.string(), profile: z.enum(PROFILES), statement: z.string() }),
  ),
  checks: z.array(checkResult),
  background: z.array(z.strictObject({ route: z.string(), authority: z.string(), requests: count })),
  suite: suite
    .optional()
    .describe('Of a run of the conformance cases; absent for the verification of a configuration.'),
  probes: z.array(probeResult),
});

/** The JSON Schema (draft 2020-12) as a file's text. */
export function jsonSchemaText(): string {
  const schema = z.toJSONSchema(conformanceReportSchema, { target: 'draft-2020-12' });
  const title = 'agentcore-proxy-conformance report';
  return `${JSON.stringify({ $id: `urn:agentcore-proxy-conformance:${SCHEMA_FILE}:${SCHEMA_VERSION}`, title, ...schema }, null, 2)}\n`;
}
