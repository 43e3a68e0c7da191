import {
  BedrockAgentCoreClient,
  BedrockAgentCoreServiceException,
  StartBrowserSessionCommand,
  type StartBrowserSessionCommandInput,
  StopBrowserSessionCommand,
  ValidationException,
} from '@aws-sdk/client-bedrock-agentcore';
import type { Target } from '../../sessions/target.ts';
import type { StartAttempt } from './stage.ts';

/**
 * Asks for a session with any body, also one that the service's own types do not allow; the official client checks
 * nothing itself. A session that starts is stopped at once.
 * @throws {Error} where the service does not answer at all.
 */
export async function attemptStart(target: Target, body: object): Promise<StartAttempt> {
  const { browserIdentifier } = target;
  const client = new BedrockAgentCoreClient({
    region: target.region,
    credentials: target.credentials,
    maxAttempts: 1,
    ...(target.endpoint === undefined ? {} : { endpoint: target.endpoint }),
  });
  try {
    const input: StartBrowserSessionCommandInput = { browserIdentifier, ...body };
    const { $metadata: _, ...answer } = await client.send(new StartBrowserSessionCommand(input));
    await client.send(new StopBrowserSessionCommand({ browserIdentifier, sessionId: answer.sessionId }));
    return { kind: 'started', answer };
  } catch (error) {
    if (!(error instanceof BedrockAgentCoreServiceException)) throw error;
    return {
      kind: 'refused',
      error: error.name,
      status: error.$metadata.httpStatusCode ?? 0,
      message: error.message,
      ...(error instanceof ValidationException && error.reason !== undefined ? { reason: error.reason } : {}),
      fields: error instanceof ValidationException ? (error.fieldList ?? []).map(({ name }) => name ?? '') : [],
    };
  } finally {
    client.destroy();
  }
}
