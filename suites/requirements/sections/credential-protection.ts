import { section } from '../section.ts';

/** Where credentials may be, and where not. */
export const credentialProtection = section('Credential protection', [
  {
    id: 'R-CREDENTIALS-CALLER-IDENTITY',
    level: 'documented',
    statement: 'Secrets are read with the permissions of the caller.',
  },
  {
    id: 'R-CREDENTIALS-OWN-PROXY',
    level: 'documented',
    statement: 'A proxy gets the credentials of its own secret, and no proxy gets another one’s.',
  },
  {
    id: 'R-CREDENTIALS-NOT-AT-ORIGIN',
    level: 'documented',
    statement: 'Proxy credentials end at the proxy: no destination website gets them.',
  },
  {
    id: 'R-CREDENTIALS-NOT-RETURNED',
    level: 'documented',
    statement: 'API answers never hold credentials; GetBrowserSession returns the secret’s ARN only.',
  },
  {
    id: 'R-CREDENTIALS-NOT-LOGGED',
    level: 'documented',
    statement: 'Credentials are not written to logs.',
  },
  {
    id: 'R-CREDENTIALS-NOT-IN-BROWSER',
    level: 'undocumented',
    statement: 'Nothing that the session’s browser shows or says holds a credential.',
  },
  {
    id: 'R-CREDENTIALS-PRE-EMPTIVE',
    level: 'undocumented',
    statement: 'Credentials are sent with the first request, not after a proxy has asked for them.',
  },
  {
    id: 'R-CREDENTIALS-WRONG-START',
    level: 'undocumented',
    statement: 'A session starts also when its credentials turn out to be wrong.',
  },
  {
    id: 'R-CREDENTIALS-WRONG-ERROR',
    level: 'undocumented',
    statement: 'A page whose proxy refuses the credentials shows the browser’s error page.',
  },
  {
    id: 'R-CREDENTIALS-SECRET-MISSING',
    level: 'undocumented',
    statement: 'A session whose secret does not exist is refused.',
  },
  {
    id: 'R-CREDENTIALS-SECRET-MALFORMED',
    level: 'undocumented',
    statement: 'A session whose secret does not hold credentials in the documented format is refused.',
  },
  {
    id: 'R-CREDENTIALS-SECRET-CHANGE',
    level: 'undocumented',
    statement: 'A change of the secret does not reach a running session.',
  },
]);
