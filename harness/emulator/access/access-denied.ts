import { ServiceError } from '../api/service-error.ts';
import type { Denial } from './decide.ts';

const REASON: Readonly<Record<Denial, (action: string) => string>> = {
  'denied-by-identity-policy': () => 'with an explicit deny in an identity-based policy',
  'denied-by-resource-policy': () => 'with an explicit deny in a resource-based policy',
  'no-identity-policy': (action) => `because no identity-based policy allows the ${action} action`,
  'no-resource-policy': (action) => `because no resource-based policy allows the ${action} action`,
};

/**
 * The AccessDeniedException in AWS's own words.
 * @param resource `*` for actions that know no single resources; it is not mentioned then.
 */
export function accessDenied(userArn: string, action: string, resource: string, denial: Denial): ServiceError {
  return notAuthorized(userArn, action, resource, REASON[denial](action));
}

/** An AccessDeniedException for a reason that is not a policy. */
export function notAuthorized(userArn: string, action: string, resource: string, reason: string): ServiceError {
  const on = resource === '*' ? '' : ` on resource: ${resource}`;
  return new ServiceError(
    'AccessDeniedException',
    `User: ${userArn} is not authorized to perform: ${action}${on} ${reason}`,
  );
}
