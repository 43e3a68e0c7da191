import { domainToASCII } from 'node:url';
import { LABEL_MAXIMUM_LENGTH } from '../limits.ts';
import { addressIn } from './address.ts';

/** One way in which people miswrite a host name or a domain pattern. */
export interface Mistake {
  /** Whether this text has it. Rows are asked in order, the first that applies explains. */
  readonly applies: (text: string) => boolean;
  /** Ends a sentence that begins with `The server` or `The pattern`. */
  readonly problem: string;
  /** A whole sentence; where absent or `undefined`, the repaired name is the fix. */
  readonly fix?: (text: string) => string | undefined;
}

/** What can go wrong in a server's name and in a pattern alike. */
export const HOST_MISTAKES: readonly Mistake[] = [
  { applies: (text) => text.includes('://'), problem: 'has a URL scheme' },
  { applies: (text) => /[/?#]/.test(text), problem: 'has a path or query' },
  { applies: (text) => text.includes(':'), problem: 'has a port' },
  { applies: (text) => /\s/.test(text), problem: 'has white space in it' },
  {
    applies: (text) => /\P{ASCII}/u.test(text),
    problem: 'has letters outside ASCII',
    fix: (text) => {
      const host = hostIn(text);
      return host === '' ? undefined : `Write its ASCII form (punycode), "${host}".`;
    },
  },
  { applies: (text) => /[^.]\.$/.test(text), problem: 'ends with a dot' },
  { applies: (text) => /\.\.|^\.|\.$/.test(text), problem: 'has an empty part between its dots' },
  { applies: (text) => text.includes('_'), problem: 'has an underscore, which host names may not have' },
  {
    applies: (text) => text.split('.').some((label) => label.length > LABEL_MAXIMUM_LENGTH),
    problem: `has a part of more than ${LABEL_MAXIMUM_LENGTH} characters between its dots`,
  },
  {
    applies: (text) => /^\.?-|\.-|-\.|-$/.test(text),
    problem: 'has a part that begins or ends with a hyphen',
  },
];

/** What remains when no row applies. */
export const OTHER_MISTAKE: Mistake = {
  applies: () => true,
  problem: 'has characters other than letters, digits, hyphens and dots',
};

/** The host name that was probably meant: without scheme, port, path and final dot, in ASCII. Empty where unclear. */
export function hostIn(text: string): string {
  const host = (addressIn(text)?.host ?? '').replace(/\.+$/, '').replace(/^\.+/, '.');
  return /\P{ASCII}/u.test(host) ? domainToASCII(host) : host;
}

/** Whether the host is an IPv6 literal, with or without brackets, scheme and port. No host name has a colon. */
export function isAddress6(text: string): boolean {
  return addressIn(text)?.host.includes(':') ?? false;
}
