import { connect } from 'node:net';
import type { Sabotage } from '../../harness/conformance/cases/sabotage.ts';
import { documentedPolicy } from '../../harness/emulator/router/policy.ts';

export const contactsProxiesAtStart = {
  name: 'contacts-proxies-at-start',
  breaks: 'A connection to every proxy is made when the session starts, and closed again.',
  requirements: ['R-FAIL-OPEN-START'],
  fault: {
    at: 'router',
    policy: (egress) => {
      for (const { externalProxy } of egress?.proxyConfiguration.proxies ?? []) {
        // Names are nobody's here, and not to be asked for outside.
        if (!/^[0-9.]+$/.test(externalProxy.server)) continue;
        const socket = connect(externalProxy.port, externalProxy.server);
        socket.on('connect', () => socket.destroy());
        socket.on('error', () => undefined);
      }
      return documentedPolicy(egress);
    },
  },
} as const satisfies Sabotage;
