import { setFlagsFromString } from 'node:v8';

/**
 * Keeps V8's young generation at its initial size. Every probe leaves closed sockets and TLS sessions behind, whose
 * native memory is many times what V8 sees of them and is freed only when V8 collects them: collected often, a run of
 * 10,000 probes peaks at half the memory, and is no slower. Called before anything is allocated.
 */
export function keepYoungGenerationSmall(): void {
  setFlagsFromString('--semi-space-growth-factor=1');
}
