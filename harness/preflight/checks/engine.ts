import type { Check } from '../check.ts';
import { isAtLeast } from '../node-version.ts';

const FIX = 'Start Docker, Podman or Colima here, if you want --proxies containers; nothing else needs one.';

/** Of Testcontainers 12, as `engines` of its manifest says. Node.js 20 cannot even load it. */
const OLDEST_NODE_FOR_CONTAINERS = [22, 22] as const;

export const engine: Check = {
  id: 'engine',
  async examine({ nodeVersion }) {
    if (!isAtLeast(nodeVersion, OLDEST_NODE_FOR_CONTAINERS)) {
      const fix = `Use Node.js ${OLDEST_NODE_FOR_CONTAINERS.join('.')} or newer, if you want --proxies containers; nothing else needs it.`;
      return { state: 'missing', says: `Node.js ${nodeVersion} is too old for Testcontainers.`, fix };
    }
    // Most of what a run could load, and the rest of this command does without it.
    const { connectEngine, describeEngine } = await import('../../containers/engine.ts');
    const { EngineError } = await import('../../containers/engine-error.ts');
    try {
      return { state: 'ok', says: await describeEngine(await connectEngine()) };
    } catch (error) {
      if (!(error instanceof EngineError)) throw error;
      return { state: 'missing', says: error.reason, fix: FIX };
    }
  },
};
