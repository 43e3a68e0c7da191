import type { SecretStore } from '../../harness/emulator/secrets/secret-store.ts';
import { CURRENT, versionAt } from '../../harness/emulator/secrets/staging.ts';

/** What a secret holds, whoever may read it. */
export function storedText(store: SecretStore, secretArn: string): string | undefined {
  const secret = store.find(secretArn);
  const version = secret && versionAt(secret, CURRENT);
  return version && 'SecretString' in version.value ? version.value.SecretString : undefined;
}
