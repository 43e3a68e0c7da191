import type { TrafficKind } from './kinds.ts';

/** What a document loads for its elements. */
export const elements = {
  iframe: { script: (url) => append('iframe', `src: ${url}`) },
  image: { as: 'image', script: (url) => append('img', `src: ${url}`) },
  script: { as: 'script', script: (url) => append('script', `src: ${url}`) },
  style: { as: 'style', script: (url) => append('link', `rel: 'stylesheet', href: ${url}`) },
  'style-import': { as: 'style', script: (url) => append('style', `textContent: '@import ' + JSON.stringify(${url})`) },
  font: { as: 'font', script: (url) => `void new FontFace('probe', 'url(' + ${url} + ')').load().catch(() => 0)` },
  // Asks for a range of bytes.
  media: { as: 'media', script: (url) => append('audio', `preload: 'auto', src: ${url}`) },
  prefetch: { as: 'script', script: (url) => append('link', `rel: 'prefetch', href: ${url}`) },
  preload: { as: 'script', script: (url) => append('link', `rel: 'preload', as: 'script', href: ${url}`) },
} as const satisfies Readonly<Record<string, TrafficKind>>;

function append(tag: string, properties: string): string {
  return `document.body.append(Object.assign(document.createElement('${tag}'), { ${properties} }))`;
}
