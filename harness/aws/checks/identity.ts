import type { Violation } from '../../configuration/invalid-input.ts';
import { askIdentity, IdentityError } from '../../preflight/credentials/caller-identity.ts';
import type { AwsPlace } from '../place.ts';

/** Milliseconds that a clock may be wrong: AWS refuses signatures that are five minutes off. */
const CLOCK_LIMIT = 4 * 60_000;

const NETWORK = 'Check the network and the region: its AWS STS does not answer.';
const SIGN_IN = 'Sign in (aws sso login, aws login), or set AWS_PROFILE or the variables of an access key.';

/** What to do, by AWS's name for the reason or that of the error. */
const FIXES: Readonly<Record<string, string>> = {
  ExpiredToken: 'They have expired: sign in again (aws sso login, aws login), or get new ones.',
  ExpiredTokenException: 'They have expired: sign in again (aws sso login, aws login), or get new ones.',
  CredentialsProviderError: SIGN_IN,
  TokenProviderError: SIGN_IN,
};

export type IdentityOutcome =
  | { readonly kind: 'known'; readonly arn: string; readonly violations: readonly Violation[] }
  | { readonly kind: 'unknown'; readonly violations: readonly Violation[] };

/** Who we are to AWS, and whether our clock is good enough to sign requests. */
export async function checkIdentity({ region, credentials, endpoints }: AwsPlace): Promise<IdentityOutcome> {
  try {
    const { arn, clockAhead } = await askIdentity({ region, credentials, endpoint: endpoints.sts });
    return { kind: 'known', arn, violations: checkClock(clockAhead) };
  } catch (error) {
    if (!(error instanceof IdentityError)) throw error;
    const clock = checkClock(error.clockAhead);
    // A clock that is wrong explains a signature that is refused.
    if (clock.length > 0) return { kind: 'unknown', violations: clock };
    const problem = error.reason === 'CredentialsProviderError' ? 'No AWS credentials were found.' : error.message;
    const fix = FIXES[error.reason] ?? (error.clockAhead === undefined ? NETWORK : SIGN_IN);
    return { kind: 'unknown', violations: [{ path: 'credentials', rule: 'identity', problem, fix }] };
  }
}

function checkClock(ahead = 0): readonly Violation[] {
  if (Math.abs(ahead) <= CLOCK_LIMIT) return [];
  const minutes = Math.round(Math.abs(ahead) / 60_000);
  const problem = `This machine's clock is ${minutes} minutes ${ahead > 0 ? 'ahead of' : 'behind'} that of AWS.`;
  return [
    { path: 'clock', rule: 'clock', problem, fix: 'Set it, or let it be set (NTP); AWS refuses requests otherwise.' },
  ];
}
