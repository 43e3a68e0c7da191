import type { ProxyRecord } from '../record.ts';
import type { RecordSink } from '../sink.ts';
import type { Routes } from './agent.ts';
import { Backlog } from './backlog.ts';
import { readName } from './read-role.ts';

/** What the agents of all witnesses that clients connect to can be told. */
interface Controlled {
  readonly address: { readonly host: string; readonly port: number };
  readonly connections: number;
  disconnect(): void;
}

/** The records of a witness whose name may change: for its agent, and for `sink` where one is given. */
export class NamedRecords implements RecordSink {
  readonly backlog = new Backlog();
  readonly #initialName: string;
  readonly #sink: RecordSink | undefined;
  name: string;

  constructor(name: string, sink?: RecordSink) {
    this.name = name;
    this.#initialName = name;
    this.#sink = sink;
  }

  write(record: ProxyRecord): void {
    const named = { ...record, proxy: this.name };
    this.backlog.append(`${JSON.stringify(named)}\n`);
    this.#sink?.write(named);
  }

  pressure(): Promise<void> | undefined {
    return this.#sink?.pressure?.();
  }

  resetName(): void {
    this.name = this.#initialName;
  }
}

/**
 * What the agents of proxies and of taps serve alike:
 *
 *     GET /witness        {"kind": …, "name": …, "address": …, "connections": so many clients are connected}
 *     PUT /name           {"name": …}: in the records from now on
 *     POST /disconnect    ends every connection that is open now
 */
export function witnessRoutes(kind: 'proxy' | 'tap', records: NamedRecords, witness: Controlled): Routes {
  return {
    'GET /witness': () => {
      const { address, connections } = witness;
      return { kind, name: records.name, address, connections };
    },
    'PUT /name': (body) => {
      records.name = readName(body);
    },
    'POST /disconnect': () => witness.disconnect(),
  };
}
