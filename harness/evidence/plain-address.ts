const MAPPED = '::ffff:';

/** A dual-stack socket calls 127.0.0.1 ::ffff:127.0.0.1. */
export function plainAddress(address: string): string {
  return address.startsWith(MAPPED) ? address.slice(MAPPED.length) : address;
}
