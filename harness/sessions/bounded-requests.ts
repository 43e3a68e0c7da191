/**
 * How long the official clients wait for a service that is far away. A start with a proxy was seen to take 8 s; without
 * these bounds, one that never answers keeps a run for ever.
 */
export const BOUNDED = {
  /** Milliseconds. */
  connectionTimeout: 10_000,
  /** Milliseconds, for one attempt. */
  requestTimeout: 120_000,
  throwOnRequestTimeout: true,
} as const;
