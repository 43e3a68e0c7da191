import { z } from 'zod';
import { count, jsonPath, level, route, scheme, verdict } from './basics.ts';
import { sighting } from './sightings.ts';

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

/** One request, where it went, and what is to be said about it. */
export const probeResult = z.strictObject({
  probe,
  verdict,
  requirement: z.string(),
  level,
  attribution: z.strictObject({
    probe: z.string(),
    taken: z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('route'), route }),
      z.strictObject({ kind: z.literal('several'), routes: z.array(route) }),
      z.strictObject({ kind: z.literal('unclear'), reason: z.string(), routes: z.array(route) }),
      z.strictObject({ kind: z.literal('stopped-at'), route }),
      z.strictObject({ kind: z.literal('relayed'), route }),
      z.strictObject({ kind: z.literal('unseen') }),
    ]),
    sightings: z.array(sighting),
  }),
  findings: z.array(finding),
  attachments,
});

/** What is judged once a run, or one cell of a conformance case. */
export const checkResult = z.strictObject({
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
