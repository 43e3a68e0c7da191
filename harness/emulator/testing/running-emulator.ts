import type { BedrockAgentCoreClient } from '@aws-sdk/client-bedrock-agentcore';
import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { type Emulator, type EmulatorOptions, startEmulator } from '../emulator.ts';
import type { EmulatorEvent } from '../events.ts';
import { browserClient, secretsClient } from './clients.ts';
import { type FakePool, fakePool } from './fake-pool.ts';

export interface RunningEmulator extends AsyncDisposable {
  readonly emulator: Emulator;
  readonly pool: FakePool;
  readonly client: BedrockAgentCoreClient;
  readonly secretsManager: SecretsManagerClient;
  /** Everything logged so far. */
  readonly events: readonly EmulatorEvent[];
  /** The next event of this type to be logged. */
  next<Type extends EmulatorEvent['type']>(type: Type): Promise<Extract<EmulatorEvent, { type: Type }>>;
}

/** An emulator over fake browsers, with its clients. */
export async function runEmulator(
  options: Partial<EmulatorOptions> = {},
  pool: FakePool = fakePool(),
): Promise<RunningEmulator> {
  const events: EmulatorEvent[] = [];
  const waiting = new Set<(event: EmulatorEvent) => void>();
  const log = (event: EmulatorEvent) => {
    events.push(event);
    for (const tell of waiting) tell(event);
  };
  const emulator = await startEmulator({ ...options, pool, log });
  const client = browserClient(emulator);
  const secretsManager = secretsClient(emulator);
  return {
    emulator,
    pool,
    client,
    secretsManager,
    events,
    next: (type) =>
      new Promise((resolve) => {
        const tell = (event: EmulatorEvent) => {
          if (!isOf(type, event)) return;
          waiting.delete(tell);
          resolve(event);
        };
        waiting.add(tell);
      }),
    async [Symbol.asyncDispose]() {
      client.destroy();
      secretsManager.destroy();
      await emulator[Symbol.asyncDispose]();
      await pool[Symbol.asyncDispose]();
    },
  };
}

function isOf<Type extends EmulatorEvent['type']>(
  type: Type,
  event: EmulatorEvent,
): event is Extract<EmulatorEvent, { type: Type }> {
  return event.type === type;
}
