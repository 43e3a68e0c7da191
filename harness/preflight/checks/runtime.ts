import type { Check } from '../check.ts';

/** Oldest Node.js that the package runs on, as `engines` of its manifest says: major and minor version. */
export const OLDEST_NODE = [20, 19] as const;

export const runtime: Check = {
  id: 'runtime',
  async examine({ nodeVersion }) {
    const [major = 0, minor = 0] = nodeVersion.split('.').map(Number);
    const isEnough = major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1]);
    if (isEnough) return { state: 'ok', says: `Node.js ${nodeVersion}` };
    const fix = `Install Node.js ${OLDEST_NODE.join('.')} or newer.`;
    return { state: 'missing', says: `Node.js ${nodeVersion} is too old.`, fix };
  },
};
