import type { Check } from '../check.ts';

export const engine: Check = {
  id: 'engine',
  async examine() {
    // Testcontainers is most of what would be loaded, and a machine without an engine does not need it.
    const { connectEngine, describeEngine } = await import('../../containers/engine.ts');
    try {
      return { state: 'ok', says: await describeEngine(await connectEngine()) };
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ERR_NO_ENGINE')) throw error;
      return { state: 'missing', says: 'No container engine on this machine answers.', fix: FIX };
    }
  },
};

const FIX = 'Start Docker, Podman or Colima here, if you want --proxies containers; nothing else needs one.';
