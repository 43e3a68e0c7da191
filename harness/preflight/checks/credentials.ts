import type { Check } from '../check.ts';
import { callerIdentity, IdentityError, NO_REGION } from '../credentials/caller-identity.ts';
import { credentialSource } from '../credentials/credential-source.ts';

const FIX = 'Set AWS_PROFILE, sign in with `aws sso login` or `aws login`, or set the variables of an access key.';

/** Where nobody was asked for want of a region. */
export const REGION_FIX = 'Set AWS_REGION, or a region in your AWS profile.';

/** AWS credentials as the official clients find them. Says where they are, never what they are. */
export const credentials: Check = {
  id: 'credentials',
  async examine({ environment, identity }) {
    const source = await credentialSource(environment);
    if (identity) {
      try {
        return {
          state: 'ok',
          says: `${await callerIdentity(environment)}, from ${source ?? "the machine's own role"}`,
        };
      } catch (error) {
        if (!(error instanceof IdentityError)) throw error;
        return { state: 'missing', says: error.message, fix: error.reason === NO_REGION ? REGION_FIX : FIX };
      }
    }
    if (source !== undefined) return { state: 'ok', says: `From ${source}; not tried` };
    const says = "None in variables or profiles; --identity would ask for the machine's own role.";
    return { state: 'missing', says, fix: FIX };
  },
};
