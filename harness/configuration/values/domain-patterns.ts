import { isIP } from 'node:net';
import { DOMAIN_PATTERN, DOMAIN_PATTERNS } from '../limits.ts';
import { HOST_MISTAKES, hostAndPort, type Mistake, OTHER_MISTAKE } from './host-mistakes.ts';
import { type ListShape, readList } from './list.ts';
import { quoted, typeOf } from './quote.ts';
import type { Reader } from './report.ts';

const EXAMPLE = 'Write "example.com" for one host, or ".example.com" for the domain and everything below it.';

/** Who holds the patterns decides what leaving them out means. */
type Owner = 'proxy' | 'bypass';

const LEAVE_OUT: Readonly<Record<Owner, string>> = {
  proxy: 'Leave `domainPatterns` out to make this the default proxy',
  bypass: 'Leave `bypass` out to let nothing connect directly',
};

const ANY_HOST: Readonly<Record<Owner, string>> = {
  proxy: `${LEAVE_OUT.proxy}.`,
  bypass: 'Leave `proxyConfiguration` out to let everything connect directly.',
};

/** Mistakes that only a pattern can have; asked before the common ones. */
const PATTERN_MISTAKES: readonly Mistake[] = [
  {
    applies: (text) => /^[\d.]+\/\d+$/.test(text),
    problem: 'is an address range, which patterns cannot express',
    fix: () => 'List the addresses, or the hosts by name.',
  },
  {
    applies: (text) => isIP(text.replace(/^\[|\](:\d+)?$/g, '')) === 6,
    problem: 'is an IPv6 address, which patterns cannot express',
    fix: () => 'Write the name of the host.',
  },
  {
    applies: (text) => hostAndPort(text).host.includes('*'),
    problem: 'has a wildcard; a leading dot takes its place',
  },
];

/** Reads the `domainPatterns` of a proxy or of the bypass. */
export function domainPatternsOf(owner: Owner): Reader<readonly string[]> {
  const shape: ListShape = {
    subject: '`domainPatterns`',
    limits: DOMAIN_PATTERNS,
    rule: 'patterns-count',
    fix: {
      missing: EXAMPLE,
      otherType: (value) =>
        typeof value === 'string' && DOMAIN_PATTERN.expression.test(value)
          ? `Write [${quoted(value)}].`
          : 'Write a list of patterns, such as [".example.com"].',
      empty: `${LEAVE_OUT[owner]}, or list at least one pattern.`,
      tooLong: (surplus) =>
        `Remove ${surplus}: one pattern with a leading dot takes the place of all hosts of a domain. Only AWS support can raise the limit.`,
    },
  };
  return (value, path, report) => readList(value, path, shape, patternOf(owner), report);
}

function patternOf(owner: Owner): Reader<string> {
  return (value, path, report) => {
    if (typeof value !== 'string') {
      const problem = `The pattern is ${typeOf(value)}, the API takes a string.`;
      return report({ path, rule: 'type', value: quoted(value), problem, fix: EXAMPLE });
    }
    const fitsLength = value !== '' && value.length <= DOMAIN_PATTERN.maximumLength;
    if (!fitsLength) {
      const problem = `The pattern has ${value.length} characters, allowed are 1 to ${DOMAIN_PATTERN.maximumLength}.`;
      report({ path, rule: 'pattern-length', value: quoted(value), problem, fix: EXAMPLE });
    }
    if (DOMAIN_PATTERN.expression.test(value)) return fitsLength ? value : undefined;
    if (value === '') return undefined;
    const mistake = [...PATTERN_MISTAKES, ...HOST_MISTAKES].find(({ applies }) => applies(value)) ?? OTHER_MISTAKE;
    return report({
      path,
      rule: 'pattern-syntax',
      value: quoted(value),
      problem: `The pattern ${mistake.problem}.`,
      fix: /^[*.]+$/.test(value) ? ANY_HOST[owner] : (mistake.fix?.(value) ?? repaired(value)),
    });
  };
}

function repaired(text: string): string {
  const { host } = hostAndPort(text);
  const afterWildcard = host.includes('*') ? host.replace(/^.*\*\.*/, '.') : host;
  // No host name has an underscore, but the domain above it may have a pattern.
  const pattern = afterWildcard.replace(/^.*_[^.]*(?=\.)/, '');
  if (!DOMAIN_PATTERN.expression.test(pattern)) return EXAMPLE;
  return pattern === afterWildcard
    ? `Write "${pattern}".`
    : `Write "${pattern}", which claims the hosts below it as well.`;
}
