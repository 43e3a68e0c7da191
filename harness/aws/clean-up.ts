import { deleteSecret } from '../deployment/temporary-secrets.ts';
import { type Leftover, leftSecrets, leftSessions, stopSession } from './leftovers.ts';
import { type AwsPlace, browserClient, secretsClient } from './place.ts';

export interface CleanUpOptions {
  readonly place: AwsPlace;
  readonly browserIdentifier: string;
  /** Nothing younger is touched: it may be that of a run that goes on. */
  readonly olderThan: Date;
  /** Everything is found and nothing changed. */
  readonly dryRun: boolean;
}

/** What was found, and what became of it. */
export interface CleanedUp {
  readonly leftover: Leftover;
  readonly outcome:
    | { readonly kind: 'removed' | 'would-be-removed' | 'too-young' }
    /** `error` is the client's name for it. */
    | { readonly kind: 'failed'; readonly error: string };
}

/**
 * Stops the sessions and deletes the secrets that runs of this tool have left at AWS, which it knows by their names.
 * Goes on where something cannot be removed.
 *
 * @throws the client's own exceptions where it cannot even be found.
 */
export async function cleanUp(options: CleanUpOptions): Promise<readonly CleanedUp[]> {
  const { place, browserIdentifier, olderThan, dryRun } = options;
  const browsers = browserClient(place);
  const secrets = secretsClient(place);
  const remove = ({ kind, id }: Leftover): Promise<void> =>
    kind === 'session' ? stopSession(browsers, browserIdentifier, id) : deleteSecret(secrets, id);
  const clean = async (leftover: Leftover): Promise<CleanedUp> => {
    if (leftover.createdAt > olderThan) return { leftover, outcome: { kind: 'too-young' } };
    if (dryRun) return { leftover, outcome: { kind: 'would-be-removed' } };
    try {
      await remove(leftover);
      return { leftover, outcome: { kind: 'removed' } };
    } catch (error) {
      return { leftover, outcome: { kind: 'failed', error: error instanceof Error ? error.name : 'unknown error' } };
    }
  };
  try {
    const found = await Promise.all([leftSessions(browsers, browserIdentifier), leftSecrets(secrets)]);
    const cleaned: CleanedUp[] = [];
    // One after the other: the services count calls.
    for (const leftover of found.flat()) cleaned.push(await clean(leftover));
    return cleaned;
  } finally {
    browsers.destroy();
    secrets.destroy();
  }
}
