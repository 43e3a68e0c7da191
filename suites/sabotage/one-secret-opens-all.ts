import type { Sabotage } from '../../harness/conformance/cases/sabotage.ts';
import type { Caller } from '../../harness/emulator/access/principal.ts';
import type { SecretReader } from '../../harness/emulator/secrets/session-secrets.ts';
import { storedText } from './stored-text.ts';

export const oneSecretOpensAll = {
  name: 'one-secret-opens-all',
  breaks: 'Who may read one secret of the own account can use every other.',
  requirements: ['R-ACCESS-BY-SECRET'],
  fault: {
    at: 'secrets',
    reader: (secrets, store) => ({
      read(secretArn, caller) {
        const own = store.ofAccount(caller.principal.accountId).map(({ arn }) => arn);
        const opened = own.includes(secretArn) && own.some((arn) => mayRead(secrets, arn, caller));
        return (opened ? storedText(store, secretArn) : undefined) ?? secrets.read(secretArn, caller);
      },
    }),
  },
} as const satisfies Sabotage;

function mayRead(secrets: SecretReader, secretArn: string, caller: Caller): boolean {
  try {
    secrets.read(secretArn, caller);
    return true;
  } catch {
    return false;
  }
}
