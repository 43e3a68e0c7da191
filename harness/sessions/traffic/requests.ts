import type { TrafficKind } from './kinds.ts';

const DIGITS = '0123456789';

/** Bodies as text that the page can make itself. */
const small = { text: DIGITS, script: `'${DIGITS}'` };
/** 200 kB: more than any buffer on the way holds. */
const large = { text: DIGITS.repeat(20_000), script: `'${DIGITS}'.repeat(20_000)` };

/** What a document asks for by script. */
export const requests = {
  fetch: { script: (url) => send(url, '') },
  xhr: { script: (url) => `{ const request = new XMLHttpRequest(); request.open('GET', ${url}); request.send() }` },
  // A method and a header that a page may send to another host only after it has asked.
  preflight: { methods: ['OPTIONS', 'PUT'], script: (url) => send(url, `method: 'PUT', headers: { 'x-probe': '1' }`) },
  post: {
    methods: ['POST'],
    body: small.text,
    script: (url) => send(url, `method: 'POST', body: ${small.script}`),
  },
  'large-post': {
    methods: ['POST'],
    body: large.text,
    script: (url) => send(url, `method: 'POST', body: ${large.script}`),
  },
  beacon: {
    // What a page could not read is kept from it, headers and all.
    as: 'image',
    methods: ['POST'],
    body: small.text,
    script: (url) => `navigator.sendBeacon(${url}, ${small.script})`,
  },
  'event-source': {
    as: 'events',
    // It would connect again and again.
    script: (url) =>
      `{ const source = new EventSource(${url}); source.onmessage = source.onerror = () => source.close() }`,
  },
  websocket: {
    script: (url) => `{ const socket = new WebSocket(${url}); socket.onmessage = () => socket.close() }`,
  },
} as const satisfies Readonly<Record<string, TrafficKind>>;

function send(url: string, options: string): string {
  return `void fetch(${url}, { ${options} }).catch(() => 0)`;
}
