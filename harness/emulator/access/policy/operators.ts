import ipaddr from 'ipaddr.js';
import { filledIn, matches, type Variables } from './pattern.ts';

/** A condition operator: what it compares, and whether it is the negation. */
export interface Operator {
  readonly negated: boolean;
  /** @param actual the request's value. @param expected the policy's text. */
  holds(actual: string, expected: string, variables: Variables): boolean;
  /** What the policy's texts have to be; nothing where every text will do. */
  readonly wants?: { readonly what: string; readonly test: (text: string) => boolean };
}

type Compare = (actual: string, expected: string) => boolean;

const isNumber = { what: 'a number', test: (text: string) => text.trim() !== '' && Number.isFinite(Number(text)) };
const isDate = {
  what: 'a date such as 2026-01-31T00:00:00Z, or seconds since 1970',
  test: (text: string) => !Number.isNaN(time(text)),
};
const isBoolean = { what: '"true" or "false"', test: (text: string) => /^(?:true|false)$/i.test(text) };
const isAddress = {
  what: 'an IP address or a range such as 203.0.113.0/24',
  test: (text: string) => ipaddr.isValid(text) || ipaddr.isValidCIDR(text),
};

/** An operator over whole texts, in which wildcards mean nothing. */
function plain(compare: Compare, negated: boolean, wants?: Operator['wants']): Operator {
  return {
    negated,
    holds(actual, expected, variables) {
      const text = filledIn(expected, variables);
      return text !== undefined && compare(actual, text);
    },
    ...(wants ? { wants } : {}),
  };
}

const pattern = (negated: boolean): Operator => ({
  negated,
  holds: (actual, expected, variables) => matches(expected, actual, variables),
});
const arn = (negated: boolean): Operator => ({ negated, holds: matchesArn });

const equal: Compare = (actual, expected) => actual === expected;
const equalIgnoringCase: Compare = (actual, expected) => actual.toLowerCase() === expected.toLowerCase();
const by =
  (read: (text: string) => number, compare: (difference: number) => boolean): Compare =>
  (actual, expected) =>
    compare(read(actual) - read(expected));

/** The six comparisons of numbers and of dates. */
function ordered(prefix: string, read: (text: string) => number, wants: Operator['wants']): [string, Operator][] {
  return [
    [
      `${prefix}Equals`,
      plain(
        by(read, (difference) => difference === 0),
        false,
        wants,
      ),
    ],
    [
      `${prefix}NotEquals`,
      plain(
        by(read, (difference) => difference === 0),
        true,
        wants,
      ),
    ],
    [
      `${prefix}LessThan`,
      plain(
        by(read, (difference) => difference < 0),
        false,
        wants,
      ),
    ],
    [
      `${prefix}LessThanEquals`,
      plain(
        by(read, (difference) => difference <= 0),
        false,
        wants,
      ),
    ],
    [
      `${prefix}GreaterThan`,
      plain(
        by(read, (difference) => difference > 0),
        false,
        wants,
      ),
    ],
    [
      `${prefix}GreaterThanEquals`,
      plain(
        by(read, (difference) => difference >= 0),
        false,
        wants,
      ),
    ],
  ];
}

/** Every condition operator but `Null`, which asks for a key's presence and not for its value. One row each. */
export const OPERATORS: ReadonlyMap<string, Operator> = new Map([
  ['StringEquals', plain(equal, false)],
  ['StringNotEquals', plain(equal, true)],
  ['StringEqualsIgnoreCase', plain(equalIgnoringCase, false)],
  ['StringNotEqualsIgnoreCase', plain(equalIgnoringCase, true)],
  ['StringLike', pattern(false)],
  ['StringNotLike', pattern(true)],
  ...ordered('Numeric', Number, isNumber),
  ...ordered('Date', time, isDate),
  ['Bool', plain(equalIgnoringCase, false, isBoolean)],
  ['IpAddress', plain(inRange, false, isAddress)],
  ['NotIpAddress', plain(inRange, true, isAddress)],
  // Wildcards count in both forms, as AWS has it.
  ['ArnEquals', arn(false)],
  ['ArnLike', arn(false)],
  ['ArnNotEquals', arn(true)],
  ['ArnNotLike', arn(true)],
]);

/** Milliseconds since 1970, from an ISO 8601 date or from seconds since 1970. */
function time(text: string): number {
  return /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text);
}

function inRange(actual: string, expected: string): boolean {
  if (!ipaddr.isValid(actual)) return false;
  const range = expected.includes('/')
    ? expected
    : `${expected}/${ipaddr.parse(expected).kind() === 'ipv4' ? 32 : 128}`;
  // An IPv4 address that came over an IPv6 socket is an IPv4 address.
  const [address, [network, bits]] = [ipaddr.process(actual), ipaddr.parseCIDR(range)];
  return address.kind() === network.kind() && address.match(network, bits);
}

/** The six parts of an ARN are compared one by one: no wildcard reaches over a colon but in the last one. */
function matchesArn(actual: string, expected: string, variables: Variables): boolean {
  const [asked, given] = [arnParts(expected), arnParts(actual)];
  return asked.length === given.length && asked.every((part, index) => matches(part, given[index] ?? '', variables));
}

function arnParts(text: string): readonly string[] {
  // Not at the colons inside a variable: ${aws:username}.
  const parts = text.split(/:(?![^{}]*\})/);
  return [...parts.slice(0, 5), parts.slice(5).join(':')];
}
