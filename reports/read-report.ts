import type { ReadReport } from '../harness/conformance/comparison.ts';
import { conformanceReportSchema } from './conformance-report.schema.ts';
import type { ConformanceReport } from './conformance-report.ts';

/** Problems that are named of one file: beyond that it is something else than a report. */
const PROBLEMS_SHOWN = 3;

/** Reads the text of a `conformance-report.json` by its schema. */
export const readReport: ReadReport = (text) => {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { ok: false, problems: [{ path: '', problem: `The file is not JSON: ${reason}.` }] };
  }
  const parsed = conformanceReportSchema.safeParse(document);
  if (!parsed.success) {
    const problems = parsed.error.issues.slice(0, PROBLEMS_SHOWN).map(({ path, message }) => ({
      path: path
        .map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`))
        .join('')
        .replace(/^\./, ''),
      problem: `${message.replace(/\.?$/, '.')}`,
    }));
    return { ok: false, problems };
  }
  // The parsed boundary: the schema has the members of the type, to which a test holds it.
  const { $schema: _file, schemaVersion: _version, summary: _totals, ...verification } = document as ConformanceReport;
  return { ok: true, verification };
};
