import { AgentClient, type AgentLocation } from '../../proxies/agent/agent-client.ts';
import { HOLD_SECONDS } from '../../proxies/agent/hold.ts';
import { clockAhead } from './clock-ahead.ts';
import { DeploymentError } from './deployment-error.ts';

/** Milliseconds between renewals: two may get lost before a hold is over. */
const RENEW_AFTER = (HOLD_SECONDS * 1000) / 3;

/** An agent that serves one run and nobody else, until this is disposed or the run says nothing more. */
export interface HeldAgent extends AsyncDisposable {
  /** With the token that opens it meanwhile. */
  readonly location: AgentLocation;
  /** Number of its newest record. */
  readonly last: number;
  /** Milliseconds that its clock is ahead of ours. */
  readonly ahead: number;
}

/**
 * Takes an agent for a run. The witness is as at its start then, and is again when it is given back.
 *
 * @param role what errors call it: `proxies[1]`.
 * @throws {DeploymentError} it cannot be reached, another run has it, or it answers too slowly to tell the time.
 */
export async function holdAgent(location: AgentLocation, role: string, runId: string): Promise<HeldAgent> {
  const claim = { run: runId, seconds: HOLD_SECONDS };
  const granted = await new AgentClient(location).call('POST', '/hold', claim).catch((cause: unknown) => {
    throw new DeploymentError(`${role}: ${cause instanceof Error ? cause.message : String(cause)}`, cause);
  });
  const { token, last } = granted as { readonly token: string; readonly last: number };
  const held = { ...location, token };
  const client = new AgentClient(held);
  // One that is not renewed shows at the next call, or in the stream of records that breaks off.
  const renewing = setInterval(() => void client.call('PUT', '/hold').catch(() => undefined), RENEW_AFTER);
  const giveBack = async (): Promise<void> => {
    clearInterval(renewing);
    // An agent that is gone, or has been taken back, has nothing to be given.
    await client.call('DELETE', '/hold').catch(() => undefined);
  };
  try {
    return { location: held, last, ahead: await clockAhead(held), [Symbol.asyncDispose]: giveBack };
  } catch (cause) {
    await giveBack();
    throw new DeploymentError(`${role}: ${cause instanceof Error ? cause.message : String(cause)}`, cause);
  }
}
