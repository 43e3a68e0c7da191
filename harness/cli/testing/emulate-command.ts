import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { BedrockAgentCoreClient, type BedrockAgentCoreClientConfig } from '@aws-sdk/client-bedrock-agentcore';
import type { SecretsManagerClientConfig } from '@aws-sdk/client-secrets-manager';
import type { Running, Workplace } from './command-line.ts';

const PROGRAM = fileURLToPath(new URL('./session-program.ts', import.meta.url));

/** An emulator that has said that it is ready. */
export interface Emulating extends Running {
  /** All of its standard output so far. */
  readonly output: string;
}

/** Starts `emulate` and waits until it is ready; it prints everything at once then. */
export async function emulating(
  workplace: Workplace,
  args: readonly string[] = [],
  env: NodeJS.ProcessEnv = {},
): Promise<Emulating> {
  const running = workplace.start(['emulate', ...args], { env });
  const { stdout } = running.process;
  if (stdout === null) throw new Error('The command has no standard output.');
  const early = running.ended.then(({ stderr }) => {
    throw new Error(`It ended before it was ready: ${stderr}`);
  });
  early.catch(() => undefined);
  const [output] = await Promise.race([once(stdout, 'data'), early]);
  return { ...running, output: String(output) };
}

/** Runs the user's program in a shell that has done nothing but read what `emulate` printed. */
export async function runProgram(workplace: Workplace, lines: string, ...args: readonly string[]): Promise<unknown> {
  // What a developer's shell often holds, and must not get in the way.
  const env = { PATH: process.env['PATH'], AWS_PROFILE: 'real', AWS_SESSION_TOKEN: 'real' };
  const script = `eval "$1"; shift; exec "${process.execPath}" "$@"`;
  const run = promisify(execFile)('sh', ['-c', script, 'sh', lines, PROGRAM, ...args], { env, cwd: workplace.folder });
  return JSON.parse((await run).stdout);
}

/** What an official client needs to know of an emulator that was started with `--json`. It tries once. */
export function clientSettings({ output }: Emulating): BedrockAgentCoreClientConfig & SecretsManagerClientConfig {
  const { environment } = JSON.parse(output);
  return {
    endpoint: environment.AWS_ENDPOINT_URL,
    region: environment.AWS_REGION,
    credentials: {
      accessKeyId: environment.AWS_ACCESS_KEY_ID,
      secretAccessKey: environment.AWS_SECRET_ACCESS_KEY,
    },
    maxAttempts: 1,
  };
}

export function emulatedClient(emulator: Emulating): BedrockAgentCoreClient {
  return new BedrockAgentCoreClient(clientSettings(emulator));
}
