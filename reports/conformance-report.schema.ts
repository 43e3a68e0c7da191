import { z } from 'zod';
import { SCHEMA_FILE, SCHEMA_VERSION } from './conformance-report.ts';
import { PROFILES } from './profiles.ts';
import { count, jsonPath, level, outcomes, scheme, verdict } from './schema/basics.ts';
import { checkResult, probeResult } from './schema/results.ts';
import { profile, suite } from './schema/suite.ts';

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

/** The shape of `conformance-report.json`. `conformance-report.schema.json` is generated from it. */
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
  command: z
    .string()
    .optional()
    .describe('What asks for the same again on a command line, in the same folder; of a configuration only.'),
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
    z.strictObject({
      id: z.string(),
      level,
      section: z.string(),
      profile: z.enum(PROFILES),
      statement: z.string(),
      untestable: z.string().optional().describe('Why no case can examine it; absent where cases do.'),
    }),
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
