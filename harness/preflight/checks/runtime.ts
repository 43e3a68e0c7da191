import type { Check } from '../check.ts';
import { isAtLeast } from '../node-version.ts';

/** Oldest Node.js that the package runs on, as `engines` of its manifest says: major and minor version. */
export const OLDEST_NODE = [20, 19] as const;

export const runtime: Check = {
  id: 'runtime',
  async examine({ nodeVersion }) {
    if (isAtLeast(nodeVersion, OLDEST_NODE)) return { state: 'ok', says: `Node.js ${nodeVersion}` };
    const fix = `Install Node.js ${OLDEST_NODE.join('.')} or newer.`;
    return { state: 'missing', says: `Node.js ${nodeVersion} is too old.`, fix };
  },
};
