import type { BasicCredentials, EgressConfiguration } from '../../harness/emulator/session-browser.ts';

/** The configuration with other credentials in the place of each one's own. */
export function changedCredentials(
  egress: EgressConfiguration | undefined,
  change: (credentials: BasicCredentials) => BasicCredentials,
): EgressConfiguration | undefined {
  if (egress === undefined) return undefined;
  const credentials = [...egress.credentials].map(([arn, one]) => [arn, change(one)] as const);
  return { ...egress, credentials: new Map(credentials) };
}
