import {
  type AutomationStreamStatus,
  type BrowserAction,
  GetBrowserSessionCommand,
  InvokeBrowserCommand,
  ListBrowserSessionsCommand,
  type ListBrowserSessionsCommandInput,
  SaveBrowserSessionProfileCommand,
  StartBrowserSessionCommand,
  type StartBrowserSessionCommandInput,
  StopBrowserSessionCommand,
  UpdateBrowserStreamCommand,
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

export const updateStream = (
  { client }: RunningEmulator,
  sessionId: string | undefined,
  streamStatus: AutomationStreamStatus | undefined,
  clientToken?: string,
) =>
  client.send(
    new UpdateBrowserStreamCommand({
      browserIdentifier,
      sessionId,
      streamUpdate: { automationStreamUpdate: { streamStatus } },
      clientToken,
    }),
  );

export const invoke = ({ client }: RunningEmulator, sessionId: string | undefined, action: BrowserAction) =>
  client.send(new InvokeBrowserCommand({ browserIdentifier, sessionId, action }));

export const saveProfile = (
  { client }: RunningEmulator,
  sessionId: string | undefined,
  profileIdentifier: string,
  clientToken?: string,
) =>
  client.send(new SaveBrowserSessionProfileCommand({ browserIdentifier, sessionId, profileIdentifier, clientToken }));

/** Starts a session and says where its automation stream is. */
export async function startSession(running: RunningEmulator, sessionTimeoutSeconds?: number) {
  const { sessionId = '', streams } = await start(running, { sessionTimeoutSeconds });
  return { sessionId, url: streams?.automationStream?.streamEndpoint ?? '' };
}
