import path from 'node:path';
import type { Reporter } from '../harness/conformance/reporter.ts';
import type { Verification } from '../harness/conformance/verification.ts';
import { countOutcomes, excusing } from './reading.ts';
import { writeText } from './text-file.ts';

/** `badge.json`: what an endpoint badge of shields.io reads (https://shields.io/badges/endpoint-badge). */
const reporter: Reporter = {
  id: 'badge',
  order: 4,
  writes: ['badge.json'],
  async report(verification, folder) {
    const file = path.join(folder, 'badge.json');
    await writeText(file, [
      `${JSON.stringify({ schemaVersion: 1, label: 'proxy conformance', ...face(verification) })}\n`,
    ]);
    return [{ title: 'badge', path: file }];
  },
};

export default reporter;

function face(verification: Verification): { readonly message: string; readonly color: string } {
  const { probes, checks, verdict, suite } = verification;
  const results = [...probes, ...checks];
  const excused = excusing(verification);
  const counts = countOutcomes(results.filter((result) => !excused(result)));
  if (verdict === 'violates') {
    if (counts.violates === 0 && (suite?.stale.length ?? 0) > 0) {
      return { message: 'expected failures are stale', color: 'orange' };
    }
    // A strict run fails for observations alone.
    const violations = counts.violates > 0 ? counts.violates : counts.observation;
    return { message: `${violations} ${violations === 1 ? 'violation' : 'violations'}`, color: 'red' };
  }
  if (verdict === 'conforms')
    return { message: `${counts.conforms} of ${results.length} conform`, color: 'brightgreen' };
  return { message: verdict === 'harness-fault' ? 'harness fault' : verdict, color: 'lightgrey' };
}
