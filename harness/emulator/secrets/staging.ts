import type { Secret, SecretVersion } from './secret.ts';

/** Labels that Secrets Manager moves by itself. */
export const CURRENT = 'AWSCURRENT';
const PREVIOUS = 'AWSPREVIOUS';

/** How many deprecated versions are kept; the oldest go first. AWS starts to remove them beyond 100 as well. */
const MAX_DEPRECATED_VERSIONS = 100;

/** The version that carries a label. */
export function versionAt(secret: Secret, stage: string): SecretVersion | undefined {
  return secret.versions.find(({ stages }) => stages.includes(stage));
}

export function versionOf(secret: Secret, id: string): SecretVersion | undefined {
  return secret.versions.find((version) => version.id === id);
}

/** The secret with one more version, to which the labels move. */
export function withVersion(secret: Secret, version: Omit<SecretVersion, 'stages'>, stages: readonly string[]): Secret {
  const added = { ...secret, versions: [...secret.versions, { ...version, stages: [] }] };
  const labelled = stages.reduce<Secret>((changing, stage) => withStage(changing, stage, version.id), added);
  const deprecated = labelled.versions.filter((one) => one.stages.length === 0);
  const dropped = new Set(deprecated.slice(0, Math.max(0, deprecated.length - MAX_DEPRECATED_VERSIONS)));
  return { ...labelled, versions: labelled.versions.filter((one) => !dropped.has(one)) };
}

/**
 * The secret with a label on one version, or with `undefined` on none. A label is on one version at most; when
 * AWSCURRENT moves, AWSPREVIOUS goes to where it was.
 */
export function withStage(secret: Secret, stage: string, versionId: string | undefined): Secret {
  const before = versionAt(secret, stage);
  if (before?.id === versionId) return secret;
  const versions = secret.versions.map((version) => ({
    ...version,
    stages: [...version.stages.filter((other) => other !== stage), ...(version.id === versionId ? [stage] : [])],
  }));
  const moved = { ...secret, versions };
  return stage === CURRENT && before ? withStage(moved, PREVIOUS, before.id) : moved;
}

/** The secret with a note of the day that a version was read on; Secrets Manager keeps no time of day. */
export function withAccess(secret: Secret, version: SecretVersion, at: Date): Secret {
  const day = new Date(at);
  day.setUTCHours(0, 0, 0, 0);
  if (version.lastAccessedAt?.getTime() === day.getTime()) return secret;
  return {
    ...secret,
    versions: secret.versions.map((one) => (one === version ? { ...one, lastAccessedAt: day } : one)),
  };
}
