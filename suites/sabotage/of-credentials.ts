import type { Sabotage } from '../../harness/conformance/cases/sabotage.ts';
import { acceptsMalformedSecret } from './accepts-malformed-secret.ts';
import { answersDigest } from './answers-digest.ts';
import { checksCredentialsAtStart } from './checks-credentials-at-start.ts';
import { credentialsEchoedByGet } from './credentials-echoed-by-get.ts';
import { credentialsEchoedByStart } from './credentials-echoed-by-start.ts';
import { credentialsInResponses } from './credentials-in-responses.ts';
import { credentialsLogged } from './credentials-logged.ts';
import { credentialsOfFirstProxyForAll } from './credentials-of-first-proxy-for-all.ts';
import { credentialsOnlyAfterChallenge } from './credentials-only-after-challenge.ts';
import { credentialsToAllProxies } from './credentials-to-all-proxies.ts';
import { credentialsToOrigin } from './credentials-to-origin.ts';
import { cutsCredentialsShort } from './cuts-credentials-short.ts';
import { encodesCredentials } from './encodes-credentials.ts';
import { goesOnWithoutSecret } from './goes-on-without-secret.ts';
import { ignoresAccessPolicy } from './ignores-access-policy.ts';
import { ignoresKeyPolicy } from './ignores-key-policy.ts';
import { makesUpCredentials } from './makes-up-credentials.ts';
import { needsResourcePolicy } from './needs-resource-policy.ts';
import { oneSecretOpensAll } from './one-secret-opens-all.ts';
import { onlyRootReadsSecrets } from './only-root-reads-secrets.ts';
import { quotesMalformedSecret } from './quotes-malformed-secret.ts';
import { refusesOtherAccounts } from './refuses-other-accounts.ts';
import { refusesUnusualSecrets } from './refuses-unusual-secrets.ts';
import { remembersSecrets } from './remembers-secrets.ts';
import { requiresCredentials } from './requires-credentials.ts';
import { rereadsSecret } from './rereads-secret.ts';
import { secretUsedOnce } from './secret-used-once.ts';
import { swapsCredentials } from './swaps-credentials.ts';
import { tunnelOnlyCredentials } from './tunnel-only-credentials.ts';

/** Sabotages of credentials: where they come from, who may use them, and where they end up. */
export const ofCredentials = [
  credentialsToAllProxies,
  credentialsOfFirstProxyForAll,
  swapsCredentials,
  credentialsToOrigin,
  secretUsedOnce,
  credentialsOnlyAfterChallenge,
  tunnelOnlyCredentials,
  makesUpCredentials,
  requiresCredentials,
  cutsCredentialsShort,
  encodesCredentials,
  answersDigest,
  rereadsSecret,
  credentialsLogged,
  credentialsInResponses,
  acceptsMalformedSecret,
  refusesUnusualSecrets,
  remembersSecrets,
  goesOnWithoutSecret,
  ignoresAccessPolicy,
  ignoresKeyPolicy,
  needsResourcePolicy,
  oneSecretOpensAll,
  onlyRootReadsSecrets,
  refusesOtherAccounts,
  credentialsEchoedByGet,
  credentialsEchoedByStart,
  quotesMalformedSecret,
  checksCredentialsAtStart,
] as const satisfies readonly Sabotage[];
