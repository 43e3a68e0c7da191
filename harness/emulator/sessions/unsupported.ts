import type { FieldViolation } from '../api/parse-shape.ts';
import { invalidFields } from '../api/service-error.ts';
import type { StartBrowserSessionRequest } from '../api/shapes/session-requests.ts';

/** Valid members that this emulator cannot honour, and why. An empty list asks for nothing. */
const UNSUPPORTED = {
  extensions: 'This emulator loads no extensions: it has no Amazon S3 to read them from',
  enterprisePolicies:
    'This emulator applies no enterprise policies: Chromium reads them from one folder for all browsers of a machine',
  filesystemConfigurations: 'This emulator mounts no file systems: its browsers run on this machine',
} as const;

const MEMBERS = Object.keys(UNSUPPORTED) as readonly (keyof typeof UNSUPPORTED)[];

/**
 * Refuses what would otherwise be ignored. The real service honours such a request.
 * @throws {ServiceError} ValidationException
 */
export function refuseUnsupported(request: StartBrowserSessionRequest): void {
  const asked = MEMBERS.filter((name) => (request[name]?.length ?? 0) > 0);
  const violations: FieldViolation[] = asked.map((name) => ({ name, message: UNSUPPORTED[name] }));
  if (violations.length > 0) throw invalidFields(violations);
}
