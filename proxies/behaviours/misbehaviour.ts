import type { Connection } from '../engine/connection.ts';
import type { Answer } from '../protocol/answer.ts';

/** One way not to do a proxy's work. `B` is the behaviour as the user names it, with its parameters. */
export interface Misbehaviour<B> {
  /**
   * `connection`: as soon as one is accepted. `request`: when a head was read, or could not be read in time or at all;
   * the misbehaviour replaces every answer of the proxy.
   */
  readonly strikes: 'connection' | 'request';
  /** For the record: the status line's code, where {@link act} sends one itself. */
  readonly status?: number;
  /** For the record, in plain words. */
  detail(behaviour: B): string;
  /**
   * Does it to the client's connection. What the client still sends is read and discarded.
   * @returns the answer to give, where it gives one.
   */
  act(connection: Connection, behaviour: B): Answer | undefined;
}
