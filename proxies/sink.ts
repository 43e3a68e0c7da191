import type { ProxyRecord } from './record.ts';

/**
 * Where records go. A proxy writes each record exactly once and keeps none itself, so its memory is
 * bounded by what is in flight.
 */
export interface RecordSink {
  write(record: ProxyRecord): void;
  /**
   * A promise while the sink cannot take more, else `undefined`. The proxy awaits it before it handles the
   * next request: a slow sink slows traffic down, it never loses a record.
   */
  pressure?(): Promise<void> | undefined;
}
