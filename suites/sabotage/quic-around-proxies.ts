import type { Sabotage } from '../../harness/conformance/cases/sabotage.ts';

export const quicAroundProxies = {
  name: 'quic-around-proxies',
  breaks: 'HTTP/3 is used for an address that is kept from the proxies.',
  requirements: ['R-QUIC-CONTAINED'],
  fault: {
    at: 'command-line',
    // The last of several flags of a name counts, but nothing undoes --disable-quic.
    flags: (flags) => [
      '--enable-quic',
      '--origin-to-force-quic-on=*',
      ...flags.filter((flag) => flag !== '--disable-quic' && !flag.startsWith('--proxy-bypass-list=')),
      '--proxy-bypass-list=127.0.0.1',
    ],
  },
} as const satisfies Sabotage;
