import {
  GetBrowserSessionCommand,
  ListBrowserSessionsCommand,
  type ListBrowserSessionsCommandInput,
  StartBrowserSessionCommand,
  type StartBrowserSessionCommandInput,
  StopBrowserSessionCommand,
} from '@aws-sdk/client-bedrock-agentcore';
import type { RunningEmulator } from './running-emulator.ts';

export const browserIdentifier = 'aws.browser.v1';

/** The operations on sessions, sent with the official client. */
export const start = ({ client }: RunningEmulator, input: Partial<StartBrowserSessionCommandInput> = {}) =>
  client.send(new StartBrowserSessionCommand({ browserIdentifier, ...input }));

export const get = ({ client }: RunningEmulator, sessionId: string | undefined) =>
  client.send(new GetBrowserSessionCommand({ browserIdentifier, sessionId }));

export const stop = ({ client }: RunningEmulator, sessionId: string | undefined) =>
  client.send(new StopBrowserSessionCommand({ browserIdentifier, sessionId }));

export const list = ({ client }: RunningEmulator, input: Partial<ListBrowserSessionsCommandInput> = {}) =>
  client.send(new ListBrowserSessionsCommand({ browserIdentifier, ...input }));

/** Starts a session and says where its automation stream is. */
export async function startSession(running: RunningEmulator, sessionTimeoutSeconds?: number) {
  const { sessionId = '', streams } = await start(running, { sessionTimeoutSeconds });
  return { sessionId, url: streams?.automationStream?.streamEndpoint ?? '' };
}
