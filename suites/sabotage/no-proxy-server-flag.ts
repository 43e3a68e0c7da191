import type { Sabotage } from '../../harness/conformance/cases/sabotage.ts';

export const noProxyServerFlag = {
  name: 'no-proxy-server-flag',
  breaks: 'The browser is started without --proxy-server.',
  requirements: ['R-PROXY-SERVER-FLAG'],
  fault: {
    at: 'command-line',
    flags: (flags) => flags.filter((flag) => !flag.startsWith('--proxy-server=')),
  },
} as const satisfies Sabotage;
