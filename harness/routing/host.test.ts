import { describe, expect, it } from 'vitest';
import { InvalidHostError, parseHost } from './host.ts';

describe('parseHost', () => {
  it.each([
    ['example.com', { kind: 'name', name: 'example.com', rooted: false }],
    ['WWW.Example.COM', { kind: 'name', name: 'www.example.com', rooted: false }],
    ['example.com.', { kind: 'name', name: 'example.com', rooted: true }],
    ['intranet', { kind: 'name', name: 'intranet', rooted: false }],
    ['my_bucket.s3.amazonaws.com', { kind: 'name', name: 'my_bucket.s3.amazonaws.com', rooted: false }],
    ['Bücher.example', { kind: 'name', name: 'xn--bcher-kva.example', rooted: false }],
    ['bücher。example', { kind: 'name', name: 'xn--bcher-kva.example', rooted: false }],
    ['10.0.0.1', { kind: 'ipv4', name: '10.0.0.1', rooted: false }],
    ['127.1', { kind: 'ipv4', name: '127.0.0.1', rooted: false }],
    ['0x7f.0.0.1', { kind: 'ipv4', name: '127.0.0.1', rooted: false }],
    ['[2001:DB8:0::1]', { kind: 'ipv6', name: '2001:db8::1', rooted: false }],
    ['::1', { kind: 'ipv6', name: '::1', rooted: false }],
  ] as const)('reads %s', (text, host) => {
    expect(parseHost(text)).toEqual(host);
  });

  it.each([
    ['', '"" is not a host: it is empty.'],
    ['example.com:443', '"example.com:443" is not a host: a host holds no ":".'],
    ['https://example.com', '"https://example.com" is not a host: a host holds no ":".'],
    ['example.com/path', '"example.com/path" is not a host: a host holds no "/".'],
    ['exa mple.com', '"exa mple.com" is not a host: a host holds no " ".'],
    ['exa\tmple.com', '"exa\\tmple.com" is not a host: a host holds no "\\t".'],
    ['ex%61mple.com', '"ex%61mple.com" is not a host: a host holds no "%".'],
    ['fe80::1%eth0', '"fe80::1%eth0" is not a host: a host holds no ":".'],
    ['[::1', '"[::1" is not a host: a host holds no ":".'],
    ['*.example.com', '"*.example.com" is not a host: "*" is not a label.'],
    ['.example.com', '".example.com" is not a host: it has an empty label.'],
    ['a..b', '"a..b" is not a host: it has an empty label.'],
    ['example.com..', '"example.com.." is not a host: it has an empty label.'],
    ['.', '"." is not a host: it has an empty label.'],
    ['256.0.0.1', '"256.0.0.1" is not a host: no browser takes it for a name or for an IP address.'],
    ['1.2.3.4.5', '"1.2.3.4.5" is not a host: no browser takes it for a name or for an IP address.'],
  ])('refuses %j', (text, message) => {
    expect(() => parseHost(text)).toThrow(
      expect.objectContaining({ name: 'InvalidHostError', code: 'ERR_INVALID_HOST', message, host: text }),
    );
  });

  it('keeps what stands before an @ out of the error', () => {
    expect(() => parseHost('user:secret@example.com')).toThrow(
      expect.objectContaining({
        message: '"***@example.com" is not a host: a host holds no ":".',
        host: '***@example.com',
      }),
    );
  });

  it('takes labels of 63 characters and names of 253, and no more', () => {
    const longestLabel = 'a'.repeat(63);
    const longestName = `${`${longestLabel}.`.repeat(3)}${'b'.repeat(61)}`;
    expect(longestName).toHaveLength(253);
    expect(parseHost(longestName).name).toBe(longestName);
    expect(parseHost(`${longestName}.`).name).toBe(longestName);
    expect(() => parseHost(`c${longestName}`)).toThrow(InvalidHostError);
    expect(() => parseHost(`${longestLabel}a.test`)).toThrow('it has a label of more than 63 characters');
  });
});
