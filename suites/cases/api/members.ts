import { longName, SERVER, withBypass, withProxies, withProxy } from './bodies.ts';
import { refusedStart } from './refused.ts';

const PROXY = 'proxyConfiguration.proxies[0]';
const MEMBER = `${PROXY}.externalProxy`;

const server = (text: unknown) => ({ body: withProxy({ server: text }), member: `${MEMBER}.server` });
const port = (value: unknown) => ({ body: withProxy({ port: value }), member: `${MEMBER}.port` });
const pattern = (text: string) => ({
  body: withProxy({ domainPatterns: ['.good.test', text] }),
  member: `${MEMBER}.domainPatterns[1]`,
});
const bypassPattern = (text: string) => ({
  body: withBypass(['.good.test', text]),
  member: 'proxyConfiguration.bypass.domainPatterns[1]',
});
const secret = (secretArn: unknown) => ({
  body: withProxy({ credentials: { basicAuth: { secretArn } } }),
  member: `${MEMBER}.credentials.basicAuth.secretArn`,
});

export const otherKinds = refusedStart({
  id: 'api/other-kinds-of-proxy',
  requirements: ['R-MODEL-PROXY-KIND', 'R-NO-SOCKS'],
  stimulus: 'An entry of the array is no external proxy.',
  bodies: {
    nothing: { body: withProxies([{}]), member: PROXY },
    socks: {
      body: withProxies([{ socksProxy: { server: SERVER, port: 1080 } }]),
      member: PROXY,
      alsoBreaks: 'R-NO-SOCKS',
    },
    null: { body: withProxies([{ externalProxy: null }]), member: PROXY },
  },
  provedBy: ['accepts-other-kinds'],
});

export const serverSyntax = refusedStart({
  id: 'api/server-syntax',
  requirements: ['R-MODEL-SERVER-SYNTAX', 'R-TLS-TO-PROXY', 'R-NO-SOCKS'],
  stimulus: 'A server is not just a host name or an IPv4 address.',
  bodies: {
    http: server(`http://${SERVER}`),
    https: { ...server(`https://${SERVER}`), alsoBreaks: 'R-TLS-TO-PROXY' },
    socks4: { ...server(`socks4://${SERVER}`), alsoBreaks: 'R-NO-SOCKS' },
    socks5: { ...server(`socks5://${SERVER}`), alsoBreaks: 'R-NO-SOCKS' },
    'with-a-port': server(`${SERVER}:8080`),
    'with-a-user': server(`user@${SERVER}`),
    'with-a-path': server(`${SERVER}/`),
    IPv6: server('2001:db8::1'),
    'IPv6-in-brackets': server('[2001:db8::1]'),
    underscore: server('my_proxy.example.test'),
    'trailing-dot': server(`${SERVER}.`),
    'leading-dot': server(`.${SERVER}`),
    'empty-label': server('proxy..test'),
    'leading-hyphen': server('-proxy.test'),
    'trailing-hyphen': server('proxy-.test'),
    'long-label': server(`${'a'.repeat(64)}.test`),
    IDN: server('proxy.bücher.test'),
    asterisk: server('*.example.test'),
    space: server('proxy example.test'),
    'line-break': server(`${SERVER}\n`),
    'no-text': server(8080),
    missing: server(null),
  },
  provedBy: ['corrects-servers'],
});

export const serverLength = refusedStart({
  id: 'api/server-length',
  requirements: ['R-LIMIT-SERVER-LENGTH'],
  stimulus: 'A server’s name is empty, or has 254 characters.',
  bodies: { '0': server(''), '254': server(longName(254)) },
  provedBy: ['corrects-servers'],
});

export const portRange = refusedStart({
  id: 'api/port-range',
  requirements: ['R-LIMIT-PORT'],
  stimulus: 'A port is no whole number from 1 to 65535.',
  bodies: {
    '-1': port(-1),
    '0': port(0),
    '65536': port(65_536),
    '8080.5': port(8080.5),
    'a-text': port('8080'),
  },
  provedBy: ['accepts-any-port'],
});

export const portMissing = refusedStart({
  id: 'api/port-missing',
  requirements: ['R-MODEL-PORT-REQUIRED'],
  stimulus: 'A proxy has no port.',
  bodies: { missing: port(undefined), null: port(null) },
  provedBy: ['accepts-any-port'],
});

export const patternSyntax = refusedStart({
  id: 'api/pattern-syntax',
  requirements: ['R-MODEL-PATTERN-SYNTAX'],
  stimulus: 'A pattern is no host name with at most one dot before it.',
  bodies: {
    scheme: pattern('https://example.test'),
    port: pattern('example.test:443'),
    path: pattern('example.test/'),
    'two-dots': pattern('..example.test'),
    'a-dot': pattern('.'),
    'trailing-dot': pattern('example.test.'),
    underscore: pattern('_dmarc.example.test'),
    IPv6: pattern('[::1]'),
    network: pattern('10.0.0.0/8'),
    space: pattern(' .example.test'),
    empty: pattern(''),
    'bypass-with-an-asterisk': bypassPattern('*.example.test'),
    'bypass-with-a-port': bypassPattern('example.test:443'),
    'bypass-local': bypassPattern('<local>'),
  },
  provedBy: ['corrects-patterns'],
});

export const patternLength = refusedStart({
  id: 'api/pattern-length',
  requirements: ['R-LIMIT-PATTERN-LENGTH'],
  stimulus: 'A pattern has 254 characters.',
  bodies: {
    'of-a-proxy': pattern(longName(254)),
    'with-its-dot': pattern(`.${longName(253)}`),
    'of-the-bypass': bypassPattern(longName(254)),
  },
  provedBy: ['corrects-patterns'],
});

export const secretArn = refusedStart({
  id: 'api/secret-arn',
  requirements: ['R-MODEL-SECRET-ARN'],
  stimulus: 'A proxy’s credentials name no secret by its ARN.',
  bodies: {
    name: secret('my-proxy-credentials'),
    'another-service': secret('arn:aws:ssm:us-east-1:000000000000:parameter/my-proxy-credentials'),
    'short-account': secret('arn:aws:secretsmanager:us-east-1:00000000000:secret:my-proxy-credentials'),
    'no-region': secret('arn:aws:secretsmanager::000000000000:secret:my-proxy-credentials'),
    'no-name': secret('arn:aws:secretsmanager:us-east-1:000000000000:secret:'),
    'one-member-of-it': secret('arn:aws:secretsmanager:us-east-1:000000000000:secret:name:password'),
    missing: secret(undefined),
    'no-kind': { body: withProxy({ credentials: {} }), member: `${MEMBER}.credentials` },
  },
  provedBy: ['drops-credentials'],
});
