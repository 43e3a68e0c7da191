import type { Requirement } from '../../harness/conformance/requirement.ts';

/** A statement, before it is known which section it stands in. */
type Statement = Omit<Requirement, 'section' | 'profile'>;

/** An entry of the catalogue, with its id as a type of its own. */
export interface Entry<Id extends string> extends Omit<Requirement, 'profile'> {
  readonly id: Id;
}

/** The statements of one section. @param heading as the document's heading names it. */
export function section<const Id extends string>(
  heading: string,
  statements: readonly (Statement & { readonly id: Id })[],
): readonly Entry<Id>[] {
  return statements.map((statement) => ({ ...statement, section: heading }));
}
