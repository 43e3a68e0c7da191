import type { Sabotage } from '../../harness/conformance/cases/sabotage.ts';

export const webrtcUncontained = {
  name: 'webrtc-uncontained',
  breaks: 'WebRTC sends its packets to whomever it likes.',
  requirements: ['R-WEBRTC-CONTAINED'],
  fault: {
    at: 'command-line',
    flags: (flags) => flags.filter((flag) => !flag.startsWith('--webrtc-ip-handling-policy=')),
  },
} as const satisfies Sabotage;
