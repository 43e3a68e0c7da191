import {
  BedrockAgentCoreClient,
  GetBrowserSessionCommand,
  type GetBrowserSessionCommandOutput,
  StartBrowserSessionCommand,
  type StartBrowserSessionCommandOutput,
  StopBrowserSessionCommand,
} from '@aws-sdk/client-bedrock-agentcore';
import type { ProxyConfiguration } from '../configuration/proxy-configuration.ts';
import { toSdkConfiguration } from '../configuration/sdk-configuration.ts';
import { awaitReady } from './await-ready.ts';
import { BOUNDED } from './bounded-requests.ts';
import { type ReceivedAnswer, receivedBy } from './received-answers.ts';
import type { Target } from './target.ts';

/** One started session. Disposing stops it, once, whatever happened in between. */
export interface StartedSession extends AsyncDisposable {
  readonly sessionId: string;
  /** The automation stream, as the service named it. */
  readonly streamEndpoint: string;
  /** The answer to StartBrowserSession, without the SDK's own metadata. */
  readonly startAnswer: object;
  /** Everything that the service has answered to this session's client so far. */
  readonly received: readonly ReceivedAnswer[];
  /** GetBrowserSession. */
  describe(): Promise<Omit<GetBrowserSessionCommandOutput, '$metadata'>>;
}

export interface SessionRequest {
  readonly name: string;
  /** None: a session without any. */
  readonly proxyConfiguration?: ProxyConfiguration;
  readonly timeoutSeconds: number;
  /** ARNs of secrets with certificates (PEM) that the browser is to trust. */
  readonly certificates?: readonly string[];
}

/** The service answered without the stream that a session is driven over. */
class NoStreamError extends Error {
  readonly code = 'ERR_NO_STREAM';

  constructor(sessionId: string) {
    super(`StartBrowserSession of session ${sessionId} returned no automation stream.`);
    this.name = 'NoStreamError';
  }
}

/**
 * Starts a session through the official client. One attempt, unless the target says otherwise: what a retry would hide
 * is what we are here to see.
 * @throws the client's own exceptions (`ValidationException`, `AccessDeniedException`, …) unchanged.
 * @throws {NoStreamError}
 * @throws {BudgetError} where the target's budget does not allow it.
 */
export async function startSession(target: Target, request: SessionRequest): Promise<StartedSession> {
  const { maxAttempts = 1, budget } = target;
  const sessionTimeoutSeconds = budget?.admit(request.name, request.timeoutSeconds) ?? request.timeoutSeconds;
  const client = new BedrockAgentCoreClient({
    region: target.region,
    credentials: target.credentials,
    maxAttempts,
    ...(target.kind === 'aws' ? { requestHandler: BOUNDED } : {}),
    ...(target.endpoint === undefined ? {} : { endpoint: target.endpoint }),
  });
  const received = receivedBy(client);
  const browserIdentifier = target.browserIdentifier;
  const starting: Promise<StartBrowserSessionCommandOutput> = client.send(
    new StartBrowserSessionCommand({
      browserIdentifier,
      name: request.name,
      sessionTimeoutSeconds,
      ...(request.proxyConfiguration === undefined
        ? {}
        : { proxyConfiguration: toSdkConfiguration(request.proxyConfiguration) }),
      ...(request.certificates === undefined
        ? {}
        : { certificates: request.certificates.map((secretArn) => ({ location: { secretsManager: { secretArn } } })) }),
    }),
  );
  starting.catch(() => client.destroy());
  const started = await starting;
  const sessionId = started.sessionId ?? '';
  const stop = async (): Promise<void> => {
    try {
      await client.send(new StopBrowserSessionCommand({ browserIdentifier, sessionId }));
    } catch (error) {
      // A session that ended by itself (timeout, crash) needs no stop; anything else is worth knowing.
      if (!(error instanceof Error) || error.name !== 'ResourceNotFoundException') throw error;
    } finally {
      client.destroy();
    }
  };
  let stopped: Promise<void> | undefined;
  const stopOnce = (): Promise<void> => {
    stopped ??= stop();
    return stopped;
  };
  const streamEndpoint = started.streams?.automationStream?.streamEndpoint;
  if (streamEndpoint === undefined) {
    await stopOnce();
    throw new NoStreamError(sessionId);
  }
  if (target.kind === 'aws') {
    await awaitReady(client, { browserIdentifier, sessionId }).catch(async (error: unknown) => {
      await stopOnce();
      throw error;
    });
  }
  return {
    sessionId,
    streamEndpoint,
    startAnswer: withoutMetadata(started),
    received,
    describe: async () =>
      withoutMetadata(await client.send(new GetBrowserSessionCommand({ browserIdentifier, sessionId }))),
    [Symbol.asyncDispose]: stopOnce,
  };
}

function withoutMetadata<Answer extends { $metadata: unknown }>(answer: Answer): Omit<Answer, '$metadata'> {
  const { $metadata: _, ...rest } = answer;
  return rest;
}
