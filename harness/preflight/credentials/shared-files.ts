import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** Names of the settings of one profile, in lower case. Values stay in the files: some are secrets. */
export type ProfileSettings = ReadonlySet<string>;

/**
 * What the shared files of AWS say about a profile; `undefined` where neither knows it.
 * Source of the format: AWS SDKs and Tools Reference Guide, "Shared config and credentials files".
 */
export async function readProfile(
  profile: string,
  environment: NodeJS.ProcessEnv,
): Promise<ProfileSettings | undefined> {
  const folder = join(environment['HOME'] || homedir(), '.aws');
  const config = await textOf(environment['AWS_CONFIG_FILE'] || join(folder, 'config'));
  const credentials = await textOf(environment['AWS_SHARED_CREDENTIALS_FILE'] || join(folder, 'credentials'));
  const found = [
    settingsOf(config, profile === 'default' ? ['default', 'profile default'] : [`profile ${profile}`]),
    settingsOf(credentials, [profile]),
  ].filter((settings) => settings !== undefined);
  return found.length === 0 ? undefined : new Set(found.flat());
}

function settingsOf(text: string, sections: readonly string[]): readonly string[] | undefined {
  let inside = false;
  let settings: string[] | undefined;
  for (const line of text.split(/\r?\n/)) {
    const [, section] = /^\s*\[\s*(.*?)\s*\]/.exec(line) ?? [];
    if (section !== undefined) {
      inside = sections.includes(section.replace(/\s+/g, ' '));
      if (inside) settings ??= [];
    }
    const [, name] = /^([\w.-]+)\s*=/.exec(line) ?? [];
    if (inside && name !== undefined) settings?.push(name.toLowerCase());
  }
  return settings;
}

async function textOf(path: string): Promise<string> {
  return readFile(path, 'utf8').catch(() => '');
}
