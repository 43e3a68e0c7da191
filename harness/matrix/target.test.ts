import { describe, expect, it } from 'vitest';
import { readTarget } from './target.ts';

describe('readTarget', () => {
  it.each(['www.example.com', 'WWW.Example.COM', 'example.com.', 'bücher.example', '10.0.0.1', '[::1]'])(
    'reads the bare host %s as it is written',
    (host) => {
      expect(readTarget(host, 'line 1')).toEqual({ kind: 'host', host });
    },
  );

  it('puts brackets around a bare IPv6 address', () => {
    expect(readTarget('2001:DB8::1', 'line 1')).toEqual({ kind: 'host', host: '[2001:db8::1]' });
  });

  it.each(['http', 'https', 'ws', 'wss'] as const)('reads a URL over %s', (scheme) => {
    const url = `${scheme}://API.example.com:8443/a?b#c`;
    expect(readTarget(url, 'line 1')).toEqual({ kind: 'url', host: 'api.example.com', scheme, url });
  });

  it.each([
    [
      'www.example.com:8443',
      'host-syntax',
      'This is not a host: a host holds no ":".',
      'Write a whole URL: https://www.example.com:8443/.',
    ],
    [
      '*.example.com',
      'host-syntax',
      'This is not a host: "*" is not a label.',
      'Write a bare host (www.example.com), or a whole URL (https://www.example.com:8443/path) for anything more.',
    ],
    ['https://', 'url-syntax', 'No browser can ask for this URL.', 'Write it as https://www.example.com/path.'],
    [
      'https://a..b/',
      'url-syntax',
      'No browser can ask for this URL, because of its host: it has an empty label.',
      'Write it as https://www.example.com/path.',
    ],
    ...(['http', 'https', 'ws', 'wss'] as const).map((scheme) => [
      `${scheme}://example.com:6667/`,
      'url-port',
      'Chromium refuses every request for port 6667 (ERR_UNSAFE_PORT).',
      'Name another port, or leave the URL out.',
    ]),
    ['ftp://example.com/', 'url-scheme', 'Proxies carry no ftp: URLs.', 'Use http, https, ws or wss.'],
  ])('refuses %s', (text, rule, problem, fix) => {
    expect(readTarget(text, 'line 3')).toEqual({
      kind: 'refused',
      violation: { path: 'line 3', rule, value: JSON.stringify(text), problem, fix },
    });
  });

  it.each([
    'https://alice:s3cret@example.com/',
    'https://s3cret@example.com/',
    'https://alice:s3c ret@exa mple/',
    'ftp://alice:s3cret@example.com',
    'alice:s3cret@example.com',
  ])('refuses a URL with credentials and does not repeat them: %s', (text) => {
    const refused = readTarget(text, 'line 1');
    expect(refused.kind).toBe('refused');
    expect(JSON.stringify(refused)).not.toMatch(/s3c|alice/);
  });
});
