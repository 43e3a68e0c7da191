import { DOMAIN_PATTERN, DOMAIN_PATTERNS } from '../limits.ts';
import { HOST_MISTAKES, hostIn, isAddress6, type Mistake, OTHER_MISTAKE } from './host-mistakes.ts';
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
    applies: isAddress6,
    problem: 'is an IPv6 address, which patterns cannot express',
    fix: () => 'Write the name of the host.',
  },
  { applies: (text) => hostIn(text).includes('*'), problem: 'has a wildcard, which the API does not know' },
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
  const mistakes = [anyHost(owner), ...PATTERN_MISTAKES, ...HOST_MISTAKES];
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
    const mistake = mistakes.find(({ applies }) => applies(value)) ?? OTHER_MISTAKE;
    return report({
      path,
      rule: 'pattern-syntax',
      value: quoted(value),
      problem: `The pattern ${mistake.problem}.`,
      fix: mistake.fix?.(value) ?? repaired(value),
    });
  };
}

/** `*`: meant for everything, which the API says by leaving something out. */
function anyHost(owner: Owner): Mistake {
  return {
    applies: (text) => text.includes('*') && /^[*.]+$/.test(text),
    problem: 'stands for any host, which no pattern can',
    fix: () => ANY_HOST[owner],
  };
}

function repaired(text: string): string {
  const pattern = hostIn(text).replace(/^\*\.?/, '.');
  if (DOMAIN_PATTERN.expression.test(pattern)) return `Write "${pattern}".`;
  // What no pattern can express may still be claimed through the domain above it, unless that is a top-level domain.
  const above = pattern.replace(/^.*[*_][^.]*\.?/, '.');
  if (above === pattern || !/^\..+\./.test(above) || !DOMAIN_PATTERN.expression.test(above)) return EXAMPLE;
  return `Write "${above}", which claims that domain and everything below it.`;
}
