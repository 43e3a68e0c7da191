import type { ProxyRecord } from '../record.ts';
import type { RecordSink } from '../sink.ts';

/** A sink that keeps everything: for tests and small runs. */
export interface RecordCollection extends RecordSink {
  /** In the order of writing; grows. */
  readonly records: readonly ProxyRecord[];
  /** Resolves with the record of that sequence number, once it is written. */
  written(sequence: number): Promise<ProxyRecord>;
  /** Resolves once so many exchanges have ended, with all records until then. */
  ended(exchanges: number): Promise<readonly ProxyRecord[]>;
}

/** Keeps records in memory, without a bound. */
export function collectRecords(): RecordCollection {
  const records: ProxyRecord[] = [];
  const waiting = new Set<() => void>();
  let ended = 0;

  const when = <T>(look: () => T | undefined): Promise<T> =>
    new Promise((resolve) => {
      const attempt = () => {
        const found = look();
        if (found === undefined) return;
        waiting.delete(attempt);
        resolve(found);
      };
      waiting.add(attempt);
      attempt();
    });

  return {
    records,
    write(record) {
      records.push(record);
      if (record.type === 'end') ended++;
      for (const attempt of waiting) attempt();
    },
    written: (sequence) => when(() => records[sequence - 1]),
    ended: (exchanges) => when(() => (ended < exchanges ? undefined : [...records])),
  };
}
