import type { Setup } from '../setup.ts';
import { script } from './script.ts';

/** Starts a first session. */
export function sessionScript({ region, accountId, caller }: Setup): string {
  const who = caller === undefined ? 'an identity that has the policy' : `the ${caller.kind} ${caller.name}`;
  return script(
    [
      `Starts a session through the proxies. Run it with credentials of ${who}, in account ${accountId}.`,
      'A permission that was given just now can take some seconds to count.',
    ],
    [`aws bedrock-agentcore start-browser-session --region ${region} --cli-input-json file://session.json`],
  );
}
