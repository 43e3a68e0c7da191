import type { Check } from '../check.ts';

const MEGABYTE = 1024 * 1024;

/**
 * Bytes that a run takes at its height, with room for machines where it takes more: 339 MB were measured for five proxies
 * and 222 steps (all processes, shared pages counted once).
 */
export const MEMORY_NEEDED = 700 * MEGABYTE;

/** @param available bytes that this process may still use, a container's limit included. */
export function memoryCheck(available: () => number): Check {
  return {
    id: 'memory',
    async examine() {
      const free = available();
      const says = `${Math.floor(free / MEGABYTE)} MB available`;
      if (free >= MEMORY_NEEDED) return { state: 'ok', says };
      const fix = `A run takes about ${MEMORY_NEEDED / MEGABYTE} MB: end something, or raise the container’s limit.`;
      return { state: 'missing', says: `${says} only.`, fix };
    },
  };
}
