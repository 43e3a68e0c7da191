import type { Violation } from '../invalid-input.ts';

/** Ids of the rules that an input can break. Public and stable. */
export type RuleId =
  | 'file-unreadable'
  | 'input-empty'
  | 'input-encoding'
  | 'json-syntax'
  | 'json-duplicate-key'
  | 'configuration-missing'
  | 'configuration-ambiguous'
  | 'type'
  | 'required'
  | 'unknown-member'
  | 'union-member'
  | 'proxies-count'
  | 'server-length'
  | 'server-syntax'
  | 'port-type'
  | 'port-range'
  | 'patterns-count'
  | 'pattern-length'
  | 'pattern-syntax'
  | 'credentials-inline'
  | 'secret-arn-syntax';

/** Takes note of one violation. Returns nothing, so that a reader can `return report({…})` in place of a value. */
export type Report = (violation: Violation & { readonly rule: RuleId }) => undefined;

/** What a reader of one value makes of it: the typed value, or `undefined` after at least one report. */
export type Reader<Value> = (value: unknown, path: string, report: Report) => Value | undefined;
