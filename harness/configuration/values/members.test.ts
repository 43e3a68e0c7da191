import { describe, expect, test } from 'vitest';
import type { Violation } from '../invalid-input.ts';
import { domainPatternsOf } from './domain-patterns.ts';
import { readPort } from './port.ts';
import type { Reader } from './report.ts';
import { readSecretArn } from './secret-arn.ts';
import { readServer } from './server.ts';

/** The one violation of a value, in one line: `value: problem fix`. */
function wordsFor(read: Reader<unknown>, value: unknown): string {
  const violations: Violation[] = [];
  expect(read(value, 'here', (violation) => void violations.push(violation))).toBeUndefined();
  expect(violations).toHaveLength(1);
  return violations.map(({ value = '(not quoted)', problem, fix }) => `${value}: ${problem} ${fix}`).join();
}

const HOST = 'Write a host name or an IPv4 address, such as "proxy.example.com".';
const IN_SECRET = 'User name and password belong into a secret, named in `credentials.basicAuth.secretArn`.';

describe('server', () => {
  test.each([
    ['http://proxy.example.com', '"http://proxy.example.com": The server has a URL scheme. Write "proxy.example.com".'],
    [
      'https://proxy.example.com:3128/',
      '"https://proxy.example.com:3128/": The server has a URL scheme. Write "proxy.example.com", and 3128 as `port`.',
    ],
    [
      'proxy.example.com:3128',
      '"proxy.example.com:3128": The server has a port. Write "proxy.example.com", and 3128 as `port`.',
    ],
    ['proxy.example.com:99999', '"proxy.example.com:99999": The server has a port. Write "proxy.example.com".'],
    ['proxy.example.com:', '"proxy.example.com:": The server has a port. Write "proxy.example.com".'],
    ['proxy.example.com/pac', '"proxy.example.com/…": The server has a path or query. Write "proxy.example.com".'],
    [
      'http://bob:hunter2@proxy.example.com:3128',
      `"http://***@proxy.example.com:3128": The server has more than a host name in it, perhaps a user name and a password. Write "proxy.example.com", and 3128 as \`port\`. ${IN_SECRET}`,
    ],
    [
      'bob:hunter2@proxy.example.com:3128',
      `"***": The server has more than a host name in it, perhaps a user name and a password. ${HOST} ${IN_SECRET}`,
    ],
    [
      'proxy.example.com:3128:bob:hunter2',
      `"***": The server has more than a host name in it, perhaps a user name and a password. ${HOST} ${IN_SECRET}`,
    ],
    [
      'bob:hunter2',
      `"***": The server has more than a host name in it, perhaps a user name and a password. ${HOST} ${IN_SECRET}`,
    ],
    [
      'socks5://proxy.example.com:1080',
      '"socks5://proxy.example.com:1080": The server is a SOCKS proxy, which AgentCore does not support. Use an HTTP proxy, and write its host name only.',
    ],
    [
      '2001:db8::1',
      '"2001:db8::1": The server is an IPv6 address, which the API cannot express. Write a host name that resolves to it, or an IPv4 address.',
    ],
    [
      'http://[2001:db8::1]:3128',
      '"http://[2001:db8::1]:3128": The server is an IPv6 address, which the API cannot express. Write a host name that resolves to it, or an IPv4 address.',
    ],
    [
      '*.example.com',
      '"*.example.com": The server is a pattern, and a proxy is one host. Write the full host name of the proxy; the domains that it serves go into `domainPatterns`.',
    ],
    [
      '.example.com',
      '".example.com": The server is a pattern, and a proxy is one host. Write the full host name of the proxy; the domains that it serves go into `domainPatterns`.',
    ],
    [
      'corp_proxy.example.com',
      `"corp_proxy.example.com": The server has an underscore, which host names may not have. ${HOST}`,
    ],
    ['proxy.example.com.', '"proxy.example.com.": The server ends with a dot. Write "proxy.example.com".'],
    [' proxy.example.com ', '" proxy.example.com ": The server has white space in it. Write "proxy.example.com".'],
    ['proxy example', `"***": The server has white space in it. ${HOST}`],
    [
      'proxy.bücher.example',
      '"proxy.bücher.example": The server has letters outside ASCII. Write its ASCII form (punycode), "proxy.xn--bcher-kva.example".',
    ],
    ['proxy..example', `"proxy..example": The server has an empty part between its dots. ${HOST}`],
    ['a'.repeat(64), `"${'a'.repeat(64)}": The server has a part of more than 63 characters between its dots. ${HOST}`],
    ['-proxy.example', `"-proxy.example": The server has a part that begins or ends with a hyphen. ${HOST}`],
    ['proxy-.example', `"proxy-.example": The server has a part that begins or ends with a hyphen. ${HOST}`],
    ['$PROXY', `"$PROXY": The server has characters other than letters, digits, hyphens and dots. ${HOST}`],
    ['', `"": The server has 0 characters, allowed are 1 to 253. ${HOST}`],
    [undefined, `(not quoted): \`server\` is missing. ${HOST}`],
    [{ host: 'x' }, `{"host":…}: \`server\` is an object, the API takes a string. ${HOST}`],
  ])('%j', (value, words) => {
    expect(wordsFor(readServer, value)).toBe(words);
  });
});

const RANGE = 'Write the port that the proxy listens on, a whole number from 1 to 65535.';

describe('port', () => {
  test.each([
    ['8080', '"8080": `port` is a string, the API takes an integer. Write 8080 without quotation marks.'],
    ['99999', `(not quoted): \`port\` is a string, the API takes an integer. ${RANGE}`],
    ['http', `(not quoted): \`port\` is a string, the API takes an integer. ${RANGE}`],
    [0, `0: \`port\` is 0, allowed is from 1 to 65535. ${RANGE}`],
    [65_536, `65536: \`port\` is 65536, allowed is from 1 to 65535. ${RANGE}`],
    [80.5, `80.5: \`port\` is no whole number, the API takes an integer. ${RANGE}`],
    [null, `null: \`port\` is null, the API takes an integer. ${RANGE}`],
    [undefined, `(not quoted): \`port\` is missing. ${RANGE}`],
  ])('%j', (value, words) => {
    expect(wordsFor(readPort, value)).toBe(words);
  });
});

const PATTERN = 'Write "example.com" for one host, or ".example.com" for the domain and everything below it.';

describe('pattern', () => {
  test.each([
    [
      '*.example.com',
      '"*.example.com": The pattern has a wildcard, which the API does not know. Write ".example.com".',
    ],
    ['*example.com', '"*example.com": The pattern has a wildcard, which the API does not know. Write ".example.com".'],
    [
      'api.*.example.com',
      '"api.*.example.com": The pattern has a wildcard, which the API does not know. Write ".example.com", which claims that domain and everything below it.',
    ],
    ['api.*.com', `"api.*.com": The pattern has a wildcard, which the API does not know. ${PATTERN}`],
    ['example.*', `"example.*": The pattern has a wildcard, which the API does not know. ${PATTERN}`],
    [
      '*',
      '"*": The pattern stands for any host, which no pattern can. Leave `domainPatterns` out to make this the default proxy.',
    ],
    ['https://example.com/path', '"https://example.com/…": The pattern has a URL scheme. Write "example.com".'],
    [
      'https://*.example.com:8443/*',
      '"https://*.example.com:8443/…": The pattern has a wildcard, which the API does not know. Write ".example.com".',
    ],
    ['example.com/path', '"example.com/…": The pattern has a path or query. Write "example.com".'],
    ['example.com:8443', '"example.com:8443": The pattern has a port. Write "example.com".'],
    ['example.com.', '"example.com.": The pattern ends with a dot. Write "example.com".'],
    ['.example.com.', '".example.com.": The pattern ends with a dot. Write ".example.com".'],
    ['..example.com', '"..example.com": The pattern has an empty part between its dots. Write ".example.com".'],
    [
      'a_b.example.com',
      '"a_b.example.com": The pattern has an underscore, which host names may not have. Write ".example.com", which claims that domain and everything below it.',
    ],
    [
      '.BÜCHER.example',
      '".BÜCHER.example": The pattern has letters outside ASCII. Write its ASCII form (punycode), ".xn--bcher-kva.example".',
    ],
    [
      '10.0.0.0/8',
      '"10.0.0.0/8": The pattern is an address range, which patterns cannot express. List the addresses, or the hosts by name.',
    ],
    ['[::1]', '"[::1]": The pattern is an IPv6 address, which patterns cannot express. Write the name of the host.'],
    ['<local>', `"<local>": The pattern has characters other than letters, digits, hyphens and dots. ${PATTERN}`],
    ['', `"": The pattern has 0 characters, allowed are 1 to 253. ${PATTERN}`],
    [7, `7: The pattern is a number, the API takes a string. ${PATTERN}`],
  ])('%j', (value, words) => {
    const readFirst: Reader<unknown> = (item, path, report) => {
      const items = domainPatternsOf('proxy')([item], path, report);
      return items?.[0];
    };
    expect(wordsFor(readFirst, value)).toBe(words);
  });

  test('* in the bypass has another way out', () => {
    const violations: Violation[] = [];
    domainPatternsOf('bypass')(['*'], 'bypass', (violation) => void violations.push(violation));
    expect(violations[0]?.fix).toBe('Leave `proxyConfiguration` out to let everything connect directly.');
  });
});

const ARN =
  'Write the whole ARN, as `aws secretsmanager describe-secret` prints it: "arn:aws:secretsmanager:us-east-1:123456789012:secret:name-AbCdEf".';

describe('secretArn', () => {
  test.each([
    ['corp-proxy', `(not quoted): This is no ARN, and the name of a secret alone is not enough. ${ARN}`],
    [
      'arn:aws:ssm:us-east-1:123456789012:parameter/corp',
      '"arn:aws:ssm:us-east-1:123456789012:parameter/corp": The ARN is that of another service, not of Secrets Manager. Store the credentials in a Secrets Manager secret, and write its ARN.',
    ],
    [
      'arn:aws:kms:us-east-1:123456789012:key:1234',
      '"arn:aws:kms:us-east-1:123456789012:key:1234": The ARN is that of another service, not of Secrets Manager. Store the credentials in a Secrets Manager secret, and write its ARN.',
    ],
    [
      'arn:aws:secretsmanager:us-east-1:account-id:secret:name',
      `"arn:aws:secretsmanager:us-east-1:account-id:secret:name": The ARN has no account number of 12 digits. ${ARN}`,
    ],
    [
      'arn:aws:secretsmanager::123456789012:secret:name',
      `"arn:aws:secretsmanager::123456789012:secret:name": The ARN has no region. ${ARN}`,
    ],
    [
      'arn:aws:secretsmanager:us-east-1:123456789012:policy:name',
      `"arn:aws:secretsmanager:us-east-1:123456789012:policy:name": The ARN is not that of a secret. ${ARN}`,
    ],
    [
      'arn:aws:secretsmanager:us-east-1:123456789012:secret:name:password::',
      '(not quoted): The ARN goes on after the name of the secret, as if to select a key of it. End it with the name of the secret; the service itself reads `username` and `password`.',
    ],
    [
      'arn:aws:secretsmanager:us-east-1:123456789012:secret:my secret',
      `(not quoted): The ARN has characters that the API does not allow. ${ARN}`,
    ],
    [{ username: 'u' }, `(not quoted): \`secretArn\` is an object, the API takes a string. ${ARN}`],
    [undefined, `(not quoted): \`secretArn\` is missing. ${ARN}`],
  ])('%j', (value, words) => {
    expect(wordsFor(readSecretArn, value)).toBe(words);
  });

  test.each(['aws', 'aws-cn', 'aws-us-gov', 'aws-iso-b'])('partition %s is accepted', (partition) => {
    const arn = `arn:${partition}:secretsmanager:cn-north-1:123456789012:secret:a/b_c+d=e.f@g-AbCdEf`;
    expect(readSecretArn(arn, 'here', () => expect.fail('reported'))).toBe(arn);
  });
});
