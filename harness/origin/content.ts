/** What the origin answers with. */
export interface Content {
  readonly status?: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
}

/** A GIF of one transparent pixel. */
const PIXEL = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');

/** RIFF WAVE, 8 kHz, mono, 8 bit: eight samples of silence. */
const SILENCE = Buffer.concat([
  Buffer.from('RIFF,\0\0\0WAVEfmt \x10\0\0\0\x01\0\x01\0@\x1f\0\0@\x1f\0\0\x01\0\x08\0data\x08\0\0\0', 'latin1'),
  Buffer.alloc(8, 0x80),
]);

/** By the value of a request's parameter `as`. Browsers refuse to use a script or an image that is sent as a page. */
const CONTENTS: Readonly<Record<string, (marker: string, asked: URLSearchParams) => Content>> = {
  script: (marker) => sent('text/javascript', `/* ${marker} */`),
  // Asks for `to` once it is installed.
  'service-worker': () =>
    sent(
      'text/javascript',
      `addEventListener('install', (event) => event.waitUntil(fetch(new URL(location.href).searchParams.get('to'))));`,
    ),
  style: (marker) => sent('text/css', `/* ${marker} */`),
  image: () => sent('image/gif', PIXEL),
  // No font at all: browsers find out when they have it.
  font: (marker) => sent('font/woff2', marker),
  media: () => ({
    status: 206,
    headers: { 'content-type': 'audio/wav', 'content-range': `bytes 0-${SILENCE.length - 1}/${SILENCE.length}` },
    body: SILENCE,
  }),
  events: (marker) => sent('text/event-stream', `data: ${marker}\n\n`),
  download: (marker) => ({
    headers: { 'content-type': 'application/octet-stream', 'content-disposition': 'attachment; filename="origin"' },
    body: marker,
  }),
  // Says that the host can be had over HTTP/3 as well, at the UDP port that is asked for (RFC 7838).
  'alt-svc': (marker, asked) => {
    const { headers, body } = page(marker);
    return { headers: { ...headers, 'alt-svc': `h3=":${asked.get('port')}"; ma=60` }, body };
  },
  // 307 keeps the method and the body.
  redirect: (marker, asked) => ({ status: 307, headers: { location: asked.get('to') ?? '/' }, body: marker }),
};

/** @param path of the request, with its query. What the `as` in it does not name is a page. */
export function contentFor(path: string, marker: string): Content {
  const asked = new URLSearchParams(path.split('?', 2)[1] ?? '');
  return (CONTENTS[asked.get('as') ?? ''] ?? page)(marker, asked);
}

function page(marker: string): Content {
  return sent(
    'text/html; charset=utf-8',
    `<!doctype html><title>origin</title><link rel="icon" href="data:,"><p data-marker="${marker}">${marker}</p>`,
  );
}

function sent(mediaType: string, body: string | Buffer): Content {
  return { headers: { 'content-type': mediaType }, body };
}
