import type { Sabotage } from '../../harness/conformance/cases/sabotage.ts';
import { changingProxies } from './api-traffic.ts';

/** A host name, of whatever length. */
const HOST_NAME = /^[a-z0-9-]{1,63}(\.[a-z0-9-]{1,63})*$/i;

export const correctsServers = {
  name: 'corrects-servers',
  breaks: 'StartBrowserSession takes what it understands of a server’s name, and something else for what it does not.',
  requirements: ['R-MODEL-SERVER-SYNTAX', 'R-LIMIT-SERVER-LENGTH', 'R-NO-SOCKS', 'R-TLS-TO-PROXY'],
  fault: {
    at: 'api',
    endpoint: changingProxies((proxy) => ({
      ...proxy,
      server: HOST_NAME.test(String(proxy.server)) ? String(proxy.server).slice(0, 253) : 'corrected.test',
    })),
  },
} as const satisfies Sabotage;
