import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, expectTypeOf, it } from 'vitest';
import { z } from 'zod';
import type { Verification } from '../harness/conformance/verification.ts';
import reporter from './conformance.reporter.ts';
import { conformanceReportSchema, jsonSchemaText } from './conformance-report.schema.ts';
import type { ConformanceReport } from './conformance-report.ts';
import { reportPieces } from './conformance-report.ts';
import { completeExampleRun } from './fixtures/complete-example.ts';
import { deviatingRun } from './fixtures/deviating.ts';
import { largeRun } from './fixtures/large.ts';
import { emptyRun, oddRun } from './fixtures/odd.ts';
import { suiteRun } from './fixtures/suite.ts';
import { temporaryFolder } from './fixtures/temporary-folder.ts';

/** A type as it comes back from JSON: nothing is read-only. */
type Json<T> = T extends string | number | boolean
  ? T
  : T extends readonly (infer Element)[]
    ? Json<Element>[]
    : { -readonly [Key in keyof T]: Json<T[Key]> };

/** The members of a type, whatever their values may be. */
type Shape<T> = T extends string
  ? string
  : T extends number
    ? number
    : T extends boolean
      ? boolean
      : T extends readonly (infer Element)[]
        ? Shape<Element>[]
        : { -readonly [Key in keyof T]: Shape<Exclude<T[Key], undefined>> };

const COMMITTED = new URL('./conformance-report.schema.json', import.meta.url);

function textOf(verification: Verification): string {
  return [...reportPieces(verification)].join('');
}

describe('the JSON Schema', () => {
  it('is the committed file', async () => {
    expect(JSON.parse(await readFile(COMMITTED, 'utf8'))).toEqual(JSON.parse(jsonSchemaText()));
  });

  it('accepts whatever the types allow', () => {
    expectTypeOf<Json<ConformanceReport>>().toExtend<z.input<typeof conformanceReportSchema>>();
  });

  it('has the members of the types, not one less', () => {
    expectTypeOf<Shape<z.input<typeof conformanceReportSchema>>>().toEqualTypeOf<Shape<ConformanceReport>>();
  });

  it.each([
    ['a green run', completeExampleRun()],
    ['a run with deviations', deviatingRun()],
    ['an empty run', emptyRun()],
    ['odd names', oddRun()],
    ['a run of conformance cases', suiteRun()],
  ])('accepts %s', async (_, verification) => {
    const schema = z.fromJSONSchema(JSON.parse(await readFile(COMMITTED, 'utf8')));
    const report: unknown = JSON.parse(textOf(verification));
    expect(schema.safeParse(report).error).toBeUndefined();
    expect(conformanceReportSchema.safeParse(report).error).toBeUndefined();
  });

  it('rejects a report with an unknown verdict or a missing part', async () => {
    const schema = z.fromJSONSchema(JSON.parse(await readFile(COMMITTED, 'utf8')));
    const report = JSON.parse(textOf(completeExampleRun()));
    expect(schema.safeParse({ ...report, verdict: 'fine' }).success).toBe(false);
    expect(schema.safeParse({ ...report, probes: undefined }).success).toBe(false);
    expect(schema.safeParse({ ...report, password: 'x' }).success).toBe(false);
  });
});

describe('conformance-report.json', () => {
  it('holds the whole verification, totals and a reference to its schema', async () => {
    await using folder = await temporaryFolder();
    const [file] = await reporter.report(deviatingRun(), folder.path);
    expect(file).toEqual({ title: 'conformance report', path: path.join(folder.path, 'conformance-report.json') });
    const { $schema, schemaVersion, summary, ...verification } = JSON.parse(
      await readFile(path.join(folder.path, 'conformance-report.json'), 'utf8'),
    );
    expect(verification).toEqual(JSON.parse(JSON.stringify(deviatingRun())));
    expect(schemaVersion).toBe(1);
    expect(await readFile(path.join(folder.path, $schema), 'utf8')).toBe(jsonSchemaText());
    expect(summary.probes).toMatchObject({ violates: 4, inconclusive: 1, observation: 1, conforms: 10 });
    expect(summary.checks).toMatchObject({ 'harness-fault': 1, conforms: 2 });
    expect(summary.sections.map(({ section }: { section: string }) => section)).toEqual([
      'Routing precedence',
      'Connectivity behavior',
      'Credential protection',
    ]);
  });

  it('comes in pieces of one probe each, so that a large run is never one string', () => {
    const pieces = [...reportPieces(largeRun(10_000))];
    expect(pieces.length).toBeGreaterThan(10_000);
    expect(Math.max(...pieces.map(({ length }) => length))).toBeLessThan(64 * 1024);
    expect(JSON.parse(pieces.join('')).probes).toHaveLength(10_000);
  });
});
