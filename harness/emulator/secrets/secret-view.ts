import type { Secret } from './secret.ts';
import { timestamp } from './timestamp.ts';

/** What DescribeSecret and ListSecrets show of a secret: everything but its values. */
export function secretView(secret: Secret): Readonly<Record<string, unknown>> {
  const { arn, name, description, kmsKeyId, tags, createdAt, lastChangedAt, deletion, versions } = secret;
  const read = versions.flatMap(({ lastAccessedAt }) => (lastAccessedAt ? [lastAccessedAt.getTime()] : []));
  return {
    ARN: arn,
    Name: name,
    ...(description === undefined ? {} : { Description: description }),
    ...(kmsKeyId === undefined ? {} : { KmsKeyId: kmsKeyId }),
    ...(deletion ? { DeletedDate: timestamp(deletion.requestedAt) } : {}),
    ...(read.length > 0 ? { LastAccessedDate: timestamp(new Date(Math.max(...read))) } : {}),
    LastChangedDate: timestamp(lastChangedAt),
    CreatedDate: timestamp(createdAt),
    Tags: tags,
  };
}

/** The labels of every version that has any. */
export function stagesById({ versions }: Secret): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(versions.filter(({ stages }) => stages.length > 0).map(({ id, stages }) => [id, stages]));
}
