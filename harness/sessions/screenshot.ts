import { BedrockAgentCoreClient, InvokeBrowserCommand } from '@aws-sdk/client-bedrock-agentcore';
import { SessionLostError } from './cdp.ts';
import type { Target } from './target.ts';

/**
 * What the session's page looks like to the service itself: a PNG, taken with InvokeBrowser.
 * @throws the client's own exceptions.
 * @throws {SessionLostError} where the service has no picture.
 */
export async function takeScreenshot(sessionId: string, target: Target): Promise<Buffer> {
  const { browserIdentifier, region, credentials, endpoint } = target;
  const where = endpoint === undefined ? {} : { endpoint };
  const client = new BedrockAgentCoreClient({ region, credentials, maxAttempts: 1, ...where });
  try {
    const action = { screenshot: { format: 'PNG' } } as const;
    const { result } = await client.send(new InvokeBrowserCommand({ browserIdentifier, sessionId, action }));
    if (result?.screenshot?.data === undefined) throw new SessionLostError('it could not be photographed');
    return Buffer.from(result.screenshot.data);
  } finally {
    client.destroy();
  }
}
