import type { Profile, Requirement } from '../../harness/conformance/requirement.ts';

/** The profile of a section's statements, unless {@link OF_STATEMENT} says otherwise. */
const OF_SECTION: ReadonlyMap<string, Profile> = new Map([
  ['Overview', 'core-routing'],
  ['Prerequisites', 'credentials'],
  ['Step 1: Create a credentials secret', 'credentials'],
  ['Step 2: Add IAM permissions', 'credentials'],
  ['Step 3: Create a browser session with proxy', 'api'],
  ['Domain-based routing', 'core-routing'],
  ['Bypass domains', 'core-routing'],
  ['Routing precedence', 'core-routing'],
  ['Complete examples', 'core-routing'],
  ['Use cases', 'core-routing'],
  ['Configuration lifecycle', 'api'],
  ['Connectivity behavior', 'resilience'],
  ['Cross-account secret access', 'credentials'],
  ['Credential protection', 'credentials'],
  ['Access control', 'credentials'],
  ['Performance considerations', 'resilience'],
  ['Constraints', 'api'],
  ['API reference', 'api'],
  ['Limitations', 'core-routing'],
  ['Your own expectations', 'core-routing'],
  ['Your own proxies', 'resilience'],
]);

/** Statements that stand in a section about something else. */
const OF_STATEMENT: ReadonlyMap<string, Profile> = new Map([
  ['R-START-TAKES-CONFIGURATION', 'api'],
  ['R-SECRET-FROM-SECRETS-MANAGER', 'credentials'],
  ['R-PREREQUISITE-SET-UP', 'resilience'],
  ['R-PREREQUISITE-REACHABLE', 'resilience'],
  ['R-TUNNEL-BY-CONNECT', 'core-routing'],
  ['R-BASIC-ONLY', 'credentials'],
  ['R-NO-CLIENT-CERTIFICATES', 'credentials'],
  ['P-CREDENTIALS-ACCEPTED', 'credentials'],
  ['P-CREDENTIALS-WRONG', 'credentials'],
  ['P-CREDENTIALS-MISSING', 'credentials'],
  ['P-CREDENTIALS-NONE', 'credentials'],
]);

/** Which part of the results a statement counts for; `undefined` for a section that has been forgotten here. */
export function profileOf({ id, section }: Pick<Requirement, 'id' | 'section'>): Profile | undefined {
  return OF_STATEMENT.get(id) ?? OF_SECTION.get(section);
}

/** What the two tables name, for the test that nothing in them has gone from the catalogue. */
export const profiled = { sections: [...OF_SECTION.keys()], statements: [...OF_STATEMENT.keys()] };
