import { createInterface } from 'node:readline';
import { type AgentClient, AgentError } from './agent-client.ts';

/** A stream of records that is being read. */
export interface Following extends AsyncDisposable {
  /**
   * Resolves once every record that the agent had when it was asked has been handed over.
   * @throws {AgentError} where the agent does not answer or the stream has broken.
   */
  settled(): Promise<void>;
}

/**
 * Hands over every record of an agent, in order, as parsed JSON, for as long as it is not disposed of.
 *
 * @param after number of the last record that is not wanted.
 * @param onBroken called once where the stream ends although nobody asked it to.
 * @throws {AgentError}
 */
export async function followRecords(
  client: AgentClient,
  onRecord: (record: unknown) => void,
  onBroken: (error: AgentError) => void = () => undefined,
  after = 0,
): Promise<Following> {
  const controller = new AbortController();
  const stream = await client.follow(after, controller.signal);
  const waiting = new Set<() => void>();
  /** Number of the last one. */
  let received = after;
  let broken: AgentError | undefined;

  const read = async (): Promise<void> => {
    let cause: unknown;
    try {
      for await (const line of createInterface({ input: stream })) {
        onRecord(JSON.parse(line));
        received++;
        for (const look of waiting) look();
      }
    } catch (error) {
      cause = error;
    }
    if (controller.signal.aborted) return;
    broken = new AgentError(
      'ERR_AGENT_RECORDS_LOST',
      `The stream of records broke off after ${received - after}.`,
      cause,
    );
    onBroken(broken);
    for (const look of waiting) look();
  };
  // An aborted response is an error of the stream that readline does not listen for.
  stream.on('error', () => undefined);
  const reading = read();

  return {
    async settled() {
      const { last } = (await client.call('GET', '/status')) as { last: number };
      await new Promise<void>((resolve, reject) => {
        const look = (): void => {
          if (received < last && broken === undefined) return;
          waiting.delete(look);
          if (received >= last) resolve();
          else reject(broken);
        };
        waiting.add(look);
        look();
      });
    },
    async [Symbol.asyncDispose]() {
      controller.abort();
      await reading;
    },
  };
}
