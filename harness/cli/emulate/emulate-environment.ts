import type { Credentials } from '../../emulator/access/principal.ts';
import type { Emulator } from '../../emulator/emulator.ts';
import type { AdminServer } from '../../emulator/faults/admin-server.ts';
import type { Faults } from '../../emulator/faults/faults.ts';
import type { PersonalityName } from '../../emulator/personality/personality.ts';
import { isLoopback } from '../listening.ts';
import { shellWord } from '../shell-word.ts';

/** What a user needs to know of an emulator that is ready. */
export interface Ready {
  readonly emulator: Emulator;
  /** The credentials to export. */
  readonly bearer: Credentials;
  /** File with their secret access key, where the user has given one: it is not printed. */
  readonly secretFile: string | undefined;
  readonly host: string;
  readonly browserIdentifiers: readonly string[];
  readonly personality: PersonalityName;
  readonly faults: Faults;
  readonly admin: AdminServer | undefined;
  /** File with the certificate authority, where the endpoint speaks TLS. */
  readonly caFile: string | undefined;
}

/** In the user's shell these would outrank or spoil the credentials that are exported. */
function unset({ bearer }: Ready): readonly string[] {
  return ['AWS_PROFILE', ...(bearer.sessionToken === undefined ? ['AWS_SESSION_TOKEN'] : [])];
}

/** The warning of an emulator that is not on loopback. */
export function beyondLoopback(host: string): string {
  return `Listening on ${host}, not on loopback only: whoever reaches it and knows the credentials can drive a browser of this machine.`;
}

/** Comments and commands that a shell can read, as several lines. */
export function asShell(ready: Ready): string {
  const { host, browserIdentifiers, personality, faults, admin } = ready;
  return [
    '# A local AgentCore Browser is ready. Its endpoint serves bedrock-agentcore and secretsmanager.',
    `# Browsers: ${browserIdentifiers.join(', ')}. Personality: ${personality}. Ctrl-C or SIGTERM ends it.`,
    ...(isLoopback(host) ? [] : [`# ${beyondLoopback(host)}`]),
    ...(faults.active.length === 0 ? [] : [`# Faults: ${describeFaults(faults)}. Seed: ${faults.seed}.`]),
    '# With these lines in your shell, AWS SDKs and the AWS CLI reach it:',
    `#   aws bedrock-agentcore start-browser-session --browser-identifier ${browserIdentifiers[0]}`,
    ...(admin === undefined
      ? []
      : ['# Sessions and faults:', '#   curl -H "Authorization: Bearer $ACPC_ADMIN_TOKEN" "$ACPC_ADMIN_URL/sessions"']),
    `unset ${unset(ready).join(' ')}`,
    ...Object.entries(environment(ready)).map(([name, value]) => `export ${name}=${shellWord(value)}`),
    ...(ready.secretFile === undefined ? [] : [`export AWS_SECRET_ACCESS_KEY="$(cat ${shellWord(ready.secretFile)})"`]),
  ].join('\n');
}

/** The same as one JSON object. */
export function asJson(ready: Ready): string {
  const { browserIdentifiers, personality, faults } = ready;
  return JSON.stringify(
    {
      environment: environment(ready),
      unset: unset(ready),
      browserIdentifiers,
      personality,
      seed: faults.seed,
      faults: faults.active.map(({ fault }) => fault),
      processId: process.pid,
    },
    null,
    2,
  );
}

function environment({ emulator, bearer, secretFile, admin, caFile }: Ready): Readonly<Record<string, string>> {
  const { endpoint, region } = emulator;
  return {
    AWS_ENDPOINT_URL: endpoint,
    AWS_REGION: region,
    // boto3 knows the region by this name only.
    AWS_DEFAULT_REGION: region,
    AWS_ACCESS_KEY_ID: bearer.accessKeyId,
    ...(secretFile === undefined ? { AWS_SECRET_ACCESS_KEY: bearer.secretAccessKey } : {}),
    ...(bearer.sessionToken === undefined ? {} : { AWS_SESSION_TOKEN: bearer.sessionToken }),
    ...(caFile === undefined ? {} : { AWS_CA_BUNDLE: caFile, NODE_EXTRA_CA_CERTS: caFile }),
    ...(admin === undefined ? {} : { ACPC_ADMIN_URL: admin.url, ACPC_ADMIN_TOKEN: admin.token }),
  };
}

function describeFaults({ active }: Faults): string {
  return active
    .map(({ fault: { kind, ...members } }) => {
      const known = Object.entries(members).filter(([, value]) => value !== undefined);
      return `${kind} (${known.map(([name, value]) => `${name} ${value}`).join(', ')})`;
    })
    .join('; ');
}
