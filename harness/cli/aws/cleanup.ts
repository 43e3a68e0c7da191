import { checkIdentity } from '../../aws/checks/identity.ts';
import { type CleanedUp, cleanUp } from '../../aws/clean-up.ts';
import { awsPlace } from '../../aws/place.ts';
import { InvalidInputError } from '../../configuration/invalid-input.ts';
import { tool } from '../../tool.ts';
import type { ExitCode, Io } from '../io.ts';
import type { CleanupOptions } from './cleanup-options.ts';

const OUTCOMES = {
  removed: { session: 'stopped', secret: 'deleted' },
  'would-be-removed': { session: 'would be stopped', secret: 'would be deleted' },
  'too-young': { session: 'left: too young', secret: 'left: too young' },
} as const;

/**
 * Removes what runs have left at AWS, and says what that was.
 * @throws {InvalidInputError} where AWS does not know us.
 */
export async function cleanup(options: CleanupOptions, io: Io): Promise<ExitCode> {
  const { region, browser, olderThan, dryRun, json } = options;
  const place = awsPlace(region);
  const { violations } = await checkIdentity(place);
  if (violations.length > 0) throw new InvalidInputError('target aws', violations);
  const cleaned = await cleanUp({
    place,
    browserIdentifier: browser,
    olderThan: new Date(Date.now() - olderThan * 60_000),
    dryRun,
  });
  io.out(json ? asJson(cleaned) : asText(cleaned));
  return cleaned.every(({ outcome }) => outcome.kind === 'removed') ? 0 : 3;
}

function asJson(cleaned: readonly CleanedUp[]): string {
  const leftovers = cleaned.map(({ leftover, outcome: { kind, ...more } }) => ({
    ...leftover,
    outcome: kind,
    ...more,
  }));
  return JSON.stringify({ tool, leftovers }, null, 2);
}

function asText(cleaned: readonly CleanedUp[]): string {
  if (cleaned.length === 0) return 'Runs have left nothing behind.';
  return cleaned
    .map(({ leftover: { kind, id, name, createdAt }, outcome }) => {
      const what = kind === 'session' ? `session ${id} (${name})` : `secret ${name}`;
      const became = outcome.kind === 'failed' ? `failed: ${outcome.error}` : OUTCOMES[outcome.kind][kind];
      return `${what}, of ${createdAt.toISOString()}: ${became}`;
    })
    .join('\n');
}
