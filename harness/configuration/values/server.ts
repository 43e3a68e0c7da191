import { HOST_NAME, PORT } from '../limits.ts';
import { addressIn } from './address.ts';
import { HOST_MISTAKES, hostIn, isAddress6, type Mistake, OTHER_MISTAKE } from './host-mistakes.ts';
import { quoted, typeOf } from './quote.ts';
import type { Reader } from './report.ts';

const EXAMPLE = 'Write a host name or an IPv4 address, such as "proxy.example.com".';

/** Mistakes that only a server's name can have; asked before the common ones. */
const SERVER_MISTAKES: readonly Mistake[] = [
  {
    applies: (text) => /^socks\w*:/i.test(text),
    problem: 'is a SOCKS proxy, which AgentCore does not support',
    fix: () => 'Use an HTTP proxy, and write its host name only.',
  },
  {
    applies: isAddress6,
    problem: 'is an IPv6 address, which the API cannot express',
    fix: () => 'Write a host name that resolves to it, or an IPv4 address.',
  },
  {
    applies: mayHoldCredentials,
    problem: 'has more than a host name in it, perhaps a user name and a password',
    fix: (text) =>
      `${repaired(text) ?? EXAMPLE} User name and password belong into a secret, named in \`credentials.basicAuth.secretArn\`.`,
  },
  {
    applies: (text) => text.includes('*') || text.startsWith('.'),
    problem: 'is a pattern, and a proxy is one host',
    fix: () => 'Write the full host name of the proxy; the domains that it serves go into `domainPatterns`.',
  },
];

const MISTAKES = [...SERVER_MISTAKES, ...HOST_MISTAKES];

/** Reads `externalProxy.server`. */
export const readServer: Reader<string> = (value, path, report) => {
  if (value === undefined) {
    return report({ path, rule: 'required', problem: '`server` is missing.', fix: EXAMPLE });
  }
  if (typeof value !== 'string') {
    const problem = `\`server\` is ${typeOf(value)}, the API takes a string.`;
    return report({ path, rule: 'type', value: quoted(value), problem, fix: EXAMPLE });
  }
  const fitsLength = value !== '' && value.length <= HOST_NAME.maximumLength;
  if (!fitsLength) {
    const problem = `The server has ${value.length} characters, allowed are 1 to ${HOST_NAME.maximumLength}.`;
    report({ path, rule: 'server-length', value: quoted(value), problem, fix: EXAMPLE });
  }
  if (HOST_NAME.expression.test(value)) return fitsLength ? value : undefined;
  if (value === '') return undefined;
  const mistake = MISTAKES.find(({ applies }) => applies(value)) ?? OTHER_MISTAKE;
  return report({
    path,
    rule: 'server-syntax',
    value: quoted(value),
    problem: `The server ${mistake.problem}.`,
    fix: mistake.fix?.(value) ?? repaired(value) ?? EXAMPLE,
  });
};

function repaired(text: string): string | undefined {
  const host = hostIn(text);
  if (!HOST_NAME.expression.test(host)) return undefined;
  const port = Number(addressIn(text)?.port ?? '');
  return port >= PORT.minimum && port <= PORT.maximum
    ? `Write "${host}", and ${port} as \`port\`.`
    : `Write "${host}".`;
}

function mayHoldCredentials(text: string): boolean {
  return addressIn(text)?.hasUserInfo ?? !/\s/.test(text.trim());
}
