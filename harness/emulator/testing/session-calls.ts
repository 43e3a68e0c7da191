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

/** Whoever has a client. */
type Calling = Pick<RunningEmulator, 'client'>;

/** The operations on sessions, sent with the official client. */
export const start = ({ client }: Calling, input: Partial<StartBrowserSessionCommandInput> = {}) =>
  client.send(new StartBrowserSessionCommand({ browserIdentifier, ...input }));

export const get = ({ client }: Calling, sessionId: string | undefined) =>
  client.send(new GetBrowserSessionCommand({ browserIdentifier, sessionId }));

export const stop = ({ client }: Calling, sessionId: string | undefined) =>
  client.send(new StopBrowserSessionCommand({ browserIdentifier, sessionId }));

export const list = ({ client }: Calling, input: Partial<ListBrowserSessionsCommandInput> = {}) =>
  client.send(new ListBrowserSessionsCommand({ browserIdentifier, ...input }));

export const updateStream = (
  { client }: Calling,
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

export const invoke = ({ client }: Calling, sessionId: string | undefined, action: BrowserAction) =>
  client.send(new InvokeBrowserCommand({ browserIdentifier, sessionId, action }));

export const saveProfile = (
  { client }: Calling,
  sessionId: string | undefined,
  profileIdentifier: string,
  clientToken?: string,
) =>
  client.send(new SaveBrowserSessionProfileCommand({ browserIdentifier, sessionId, profileIdentifier, clientToken }));

/** Starts a session and says where its automation stream is. */
export async function startSession(running: Calling, sessionTimeoutSeconds?: number) {
  const { sessionId = '', streams } = await start(running, { sessionTimeoutSeconds });
  return { sessionId, url: streams?.automationStream?.streamEndpoint ?? '' };
}
