import {
  type BedrockAgentCoreClient,
  ListBrowserSessionsCommand,
  StopBrowserSessionCommand,
} from '@aws-sdk/client-bedrock-agentcore';
import { ListSecretsCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SECRET_PREFIX } from '../deployment/temporary-secrets.ts';

/** Something that a run has made at AWS and that is still there. */
export interface Leftover {
  readonly kind: 'session' | 'secret';
  /** What it is stopped or deleted by: id of a session, name of a secret. */
  readonly id: string;
  readonly name: string;
  readonly createdAt: Date;
}

/** How the names of everything begin that runs make: sessions are called so, secrets have a number after it. */
const OURS = new RegExp(`^${SECRET_PREFIX}[a-z2-7]{8}(?:-[0-9]+)?$`);

/** The largest pages that the services give. */
const PAGE = 100;

/** Running sessions of a browser that runs of ours have started; nobody else's. */
export async function leftSessions(
  client: BedrockAgentCoreClient,
  browserIdentifier: string,
): Promise<readonly Leftover[]> {
  const found: Leftover[] = [];
  let nextToken: string | undefined;
  do {
    const page = await client.send(
      new ListBrowserSessionsCommand({ browserIdentifier, status: 'READY', maxResults: PAGE, nextToken }),
    );
    for (const { sessionId, name, createdAt } of page.items ?? []) {
      if (name === undefined || !OURS.test(name) || sessionId === undefined || createdAt === undefined) continue;
      found.push({ kind: 'session', id: sessionId, name, createdAt });
    }
    nextToken = page.nextToken;
  } while (nextToken !== undefined);
  return found;
}

/** Secrets that runs of ours have made; nobody else's. */
export async function leftSecrets(client: SecretsManagerClient): Promise<readonly Leftover[]> {
  const found: Leftover[] = [];
  let NextToken: string | undefined;
  do {
    const page = await client.send(
      new ListSecretsCommand({ Filters: [{ Key: 'name', Values: [SECRET_PREFIX] }], MaxResults: PAGE, NextToken }),
    );
    for (const { Name, CreatedDate } of page.SecretList ?? []) {
      if (Name === undefined || !OURS.test(Name) || CreatedDate === undefined) continue;
      found.push({ kind: 'secret', id: Name, name: Name, createdAt: CreatedDate });
    }
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
  return found;
}

/** Stops a session; one that has ended is fine. */
export async function stopSession(
  client: BedrockAgentCoreClient,
  browserIdentifier: string,
  sessionId: string,
): Promise<void> {
  try {
    await client.send(new StopBrowserSessionCommand({ browserIdentifier, sessionId }));
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'ResourceNotFoundException') throw error;
  }
}
