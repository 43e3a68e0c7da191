import type { Check } from '../check.ts';

const FIX = 'Start Docker, Podman or Colima here, if you want --proxies containers; nothing else needs one.';

/** Testcontainers stands on an undici that Node.js 20 cannot load (`engines` of its manifest). */
const OLDEST_NODE_FOR_CONTAINERS = 22;

export const engine: Check = {
  id: 'engine',
  async examine({ nodeVersion }) {
    if (Number.parseInt(nodeVersion, 10) < OLDEST_NODE_FOR_CONTAINERS) {
      const fix = `Use Node.js ${OLDEST_NODE_FOR_CONTAINERS} or newer, if you want --proxies containers; nothing else needs it.`;
      return { state: 'missing', says: `Node.js ${nodeVersion} is too old for Testcontainers.`, fix };
    }
    // Most of what a run could load, and the rest of this command does without it.
    const { connectEngine, describeEngine } = await import('../../containers/engine.ts');
    try {
      return { state: 'ok', says: await describeEngine(await connectEngine()) };
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ERR_NO_ENGINE')) throw error;
      return { state: 'missing', says: 'No container engine on this machine answers.', fix: FIX };
    }
  },
};
