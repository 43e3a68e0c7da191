import type { TrafficKind } from './kinds.ts';

/** What runs beside a document. */
export const workers = {
  worker: { script: (url) => `void new Worker(${scriptThatFetches(url)})` },
  'shared-worker': { script: (url) => `void new SharedWorker(${scriptThatFetches(url)})` },
  // Only on a page that came over TLS. Its script must come from the page's own host, and asks for `to`.
  'service-worker': {
    script: (url) =>
      `void navigator.serviceWorker.register('?as=service-worker&to=' + encodeURIComponent(${url})).catch(() => 0)`,
  },
} as const satisfies Readonly<Record<string, TrafficKind>>;

function scriptThatFetches(url: string): string {
  return `URL.createObjectURL(new Blob(['fetch(' + JSON.stringify(${url}) + ')'], { type: 'text/javascript' }))`;
}
