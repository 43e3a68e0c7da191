import type { Requirement } from '../../harness/conformance/requirement.ts';
import { profileOf } from './profiles.ts';
import { accessControl } from './sections/access-control.ts';
import { bypass } from './sections/bypass.ts';
import { connectivity } from './sections/connectivity.ts';
import { constraints } from './sections/constraints.ts';
import { credentialProtection } from './sections/credential-protection.ts';
import { credentialsSecret } from './sections/credentials-secret.ts';
import { crossAccount } from './sections/cross-account.ts';
import { domainRouting } from './sections/domain-routing.ts';
import { examples } from './sections/examples.ts';
import { lifecycle } from './sections/lifecycle.ts';
import { limitations } from './sections/limitations.ts';
import { overview } from './sections/overview.ts';
import { ownProxies } from './sections/own-proxies.ts';
import { performance } from './sections/performance.ts';
import { permissions } from './sections/permissions.ts';
import { precedence } from './sections/precedence.ts';
import { prerequisites } from './sections/prerequisites.ts';
import { serviceModel } from './sections/service-model.ts';
import { session } from './sections/session.ts';
import { useCases } from './sections/use-cases.ts';
import { userExpectations } from './sections/user-expectations.ts';

/** Every statement, in the order of the document. Ids are public API; sections are the document's headings. */
export const entries = [
  ...overview,
  ...prerequisites,
  ...credentialsSecret,
  ...permissions,
  ...session,
  ...domainRouting,
  ...bypass,
  ...precedence,
  ...examples,
  ...useCases,
  ...lifecycle,
  ...connectivity,
  ...crossAccount,
  ...credentialProtection,
  ...accessControl,
  ...performance,
  ...constraints,
  ...serviceModel,
  ...limitations,
  ...userExpectations,
  ...ownProxies,
] as const;

export type RequirementId = (typeof entries)[number]['id'];

/** Every statement, as results and reports refer to it. */
const catalogue: readonly Requirement[] = entries.map(({ id, level, section, statement, untestable }) => ({
  id,
  level,
  section,
  // A test sees to it that none is without; a new one counts as routing until it says otherwise.
  profile: profileOf({ id, section }) ?? 'core-routing',
  statement,
  ...(untestable === undefined ? {} : { untestable }),
}));

export default catalogue;
