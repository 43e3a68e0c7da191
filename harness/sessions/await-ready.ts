import { setTimeout as wait } from 'node:timers/promises';
import {
  type BedrockAgentCoreClient,
  GetBrowserSessionCommand,
  type GetBrowserSessionCommandInput,
  ResourceNotFoundException,
} from '@aws-sdk/client-bedrock-agentcore';

/** Milliseconds for a session that was started to be known and ready; starts with a proxy were seen to take 8 s. */
const READY_WITHIN = 60_000;
/** Milliseconds between two looks. */
const LOOK_AGAIN = 500;

/** A session was started and does not come to be ready. */
class SessionNotReadyError extends Error {
  readonly code = 'ERR_SESSION_NOT_READY';

  constructor(sessionId: string, state: string) {
    super(`Session ${sessionId} was started, and is ${state}.`);
    this.name = 'SessionNotReadyError';
  }
}

/**
 * Settles once the service itself says that a session is ready: it is eventually consistent, and may not even know it
 * at first.
 * @throws {SessionNotReadyError}
 */
export async function awaitReady(
  client: BedrockAgentCoreClient,
  session: Required<Pick<GetBrowserSessionCommandInput, 'browserIdentifier' | 'sessionId'>>,
): Promise<void> {
  const { sessionId = '' } = session;
  const end = performance.now() + READY_WITHIN;
  for (;;) {
    const status = await statusOf(client, session);
    if (status === 'READY') return;
    if (status === 'TERMINATED') throw new SessionNotReadyError(sessionId, 'terminated already');
    if (performance.now() > end) throw new SessionNotReadyError(sessionId, `not ready ${READY_WITHIN / 1000} s later`);
    await wait(LOOK_AGAIN);
  }
}

async function statusOf(client: BedrockAgentCoreClient, session: GetBrowserSessionCommandInput): Promise<string> {
  try {
    return (await client.send(new GetBrowserSessionCommand(session))).status ?? 'unknown';
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return 'unknown';
    throw error;
  }
}
