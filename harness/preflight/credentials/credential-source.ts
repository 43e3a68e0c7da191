import { type ProfileSettings, readProfile } from './shared-files.ts';

/** What a profile gets its credentials from, by the setting that says so; the first that applies counts. */
const PROFILE_KINDS: readonly (readonly [string, string])[] = [
  ['sso_session', 'single sign-on'],
  ['sso_start_url', 'single sign-on'],
  ['web_identity_token_file', 'a web identity'],
  ['role_arn', 'a role that it assumes'],
  ['aws_access_key_id', 'an access key'],
  ['credential_process', 'a program'],
  ['login_session', 'a console sign-in'],
];

/**
 * Where the official clients would find credentials, in the words of a sentence's end. Opens no connection and starts
 * no program: whether they are still good is not known. `undefined` where there are none, but perhaps a machine's own.
 *
 * Source of the order: AWS SDK for JavaScript, "Set credentials in Node.js", default credential provider chain.
 */
export async function credentialSource(environment: NodeJS.ProcessEnv): Promise<string | undefined> {
  const named = environment['AWS_PROFILE'];
  // A profile that is named outranks an access key in variables; the SDK warns of the two together.
  if (!named && environment['AWS_ACCESS_KEY_ID'] && environment['AWS_SECRET_ACCESS_KEY']) {
    return 'the access key in AWS_ACCESS_KEY_ID';
  }
  const profile = named || 'default';
  const kind = kindOf(await readProfile(profile, environment));
  if (kind !== undefined) return `the profile "${profile}", by ${kind}`;
  if (environment['AWS_WEB_IDENTITY_TOKEN_FILE'] && environment['AWS_ROLE_ARN']) return 'a web identity';
  if (environment['AWS_CONTAINER_CREDENTIALS_RELATIVE_URI'] || environment['AWS_CONTAINER_CREDENTIALS_FULL_URI']) {
    return "the container's own role";
  }
  return undefined;
}

function kindOf(settings: ProfileSettings | undefined): string | undefined {
  return PROFILE_KINDS.find(([setting]) => settings?.has(setting))?.[1];
}
