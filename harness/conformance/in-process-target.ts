import { structuredLog } from '../emulator/logging/structured-log.ts';
import { callerArn } from './cases/callers.ts';
import { type EmulatedTargetOptions, startEmulatedTarget } from './emulated-target.ts';
import type { OpenTarget } from './run-target.ts';

/** What the run itself decides. */
type RunsOwn = 'origin' | 'secrets' | 'trustedPublicKeys' | 'log';

export type InProcessTargetOptions = Omit<EmulatedTargetOptions, RunsOwn>;

/** A local AgentCore Browser in this process: it can do everything, and be given every fault. */
export function inProcessTarget(options: InProcessTargetOptions): OpenTarget {
  return async ({ origin }) => {
    const lines: string[] = [];
    const log = structuredLog({ level: 'info', write: (line) => void lines.push(line) });
    const emulated = await startEmulatedTarget({
      ...options,
      origin: () => origin.address,
      secrets: new Map(),
      trustedPublicKeys: [origin.publicKeyHash],
      log: log.event,
    });
    return {
      target: emulated.target,
      capabilities: { direct: { kind: 'all' }, local: true, liveView: true, otherAccount: true },
      certificates: [],
      environment: {},
      as: (caller) => emulated.as(callerArn(caller)),
      async putSecret(arn, secretString, settings) {
        emulated.putSecret(arn, secretString, settings);
        return arn;
      },
      missingSecret: async (arn) => arn,
      log: () => lines,
      [Symbol.asyncDispose]: () => emulated[Symbol.asyncDispose](),
    };
  };
}
