import type { BedrockAgentCoreClientConfig } from '@aws-sdk/client-bedrock-agentcore';
import type { SessionBudget } from './session-budget.ts';

/**
 * Where sessions run. The local emulator and the real service are reached through the same official client; only
 * this differs.
 */
export interface Target {
  readonly kind: 'emulated' | 'aws';
  readonly region: string;
  /** Absent for the region's own endpoint. */
  readonly endpoint?: string;
  /** Keys, or a provider of them; as the official client takes them. */
  readonly credentials: NonNullable<BedrockAgentCoreClientConfig['credentials']>;
  readonly browserIdentifier: string;
  /** Attempts of one call that is throttled or meets a passing fault, see the official client. Default: one. */
  readonly maxAttempts?: number;
  /** What sessions may cost there. Default: nothing counts. */
  readonly budget?: SessionBudget;
}
