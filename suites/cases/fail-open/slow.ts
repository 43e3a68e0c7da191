import { defineCase } from '../define.ts';
import { SCHEMES } from '../schemes.ts';

/** Milliseconds: far beyond what a proxy here needs, far below the patience of a browser. */
const SLOW = 300;

export const slow = defineCase({
  id: 'fail-open/slow',
  requirements: ['R-FAILURE-SLOW-PROXY'],
  stimulus: 'A proxy lets every request wait before it serves it, while another proxy is quick.',
  obligation: 'Its requests wait for it, and arrive through it.',
  matrix: { scheme: SCHEMES, role: ['default', 'named'] },
  configuration: ({ role }) => {
    const slowly = { name: 'slow', behaviour: { kind: 'slow', milliseconds: SLOW } } as const;
    return {
      proxies:
        role === 'default'
          ? [{ name: 'quick', claims: ['.quick.test'] }, slowly]
          : [{ ...slowly, claims: ['.slow.test'] }, { name: 'quick' }],
    };
  },
  probes: ({ scheme }) => [
    { url: `${scheme}://www.slow.test/`, goes: 'slow', requirement: 'R-FAILURE-SLOW-PROXY', mustArrive: true },
    { url: `${scheme}://www.quick.test/`, goes: 'quick' },
  ],
  provedBy: ['impatient'],
});
