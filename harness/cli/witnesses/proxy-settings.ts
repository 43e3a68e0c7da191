import type { Access } from '../../../proxies/index.ts';
import { InvalidInputError, type Violation } from '../../configuration/invalid-input.ts';
import { readUserFile } from '../../matrix/user-file.ts';
import { readSecret } from '../../own-proxies/credentials/needed.ts';

const NAMES = ['ACPC_PROXY_USERNAME', 'ACPC_PROXY_PASSWORD'] as const;
const TOKEN_NAME = 'ACPC_AGENT_TOKEN';
/** What an agent takes for a token. */
const TOKEN = /^[\x21-\x7e]{16,256}$/;

/**
 * Whom a proxy is to let in.
 *
 * @param from `env`, or a file that holds what the proxy's secret holds; `undefined`: everybody.
 * @throws {InvalidInputError} which never quotes a credential.
 */
export async function readAccess(from: string | undefined, environment: NodeJS.ProcessEnv): Promise<Access> {
  if (from === undefined) return { kind: 'open' };
  const read = from === 'env' ? fromEnvironment(environment) : readSecret('', await readUserFile(from));
  if (read.kind === 'refused') throw new InvalidInputError(from === 'env' ? 'environment' : from, read.violations);
  return { kind: 'basic', ...read.secret };
}

function fromEnvironment(environment: NodeJS.ProcessEnv): ReturnType<typeof readSecret> {
  const [username, password] = NAMES.map((name) => environment[name]);
  const missing = NAMES.filter((name) => !environment[name]);
  if (missing.length === 0) return readSecret('ACPC_PROXY_*', JSON.stringify({ username, password }));
  const fix = 'Set it, name a file (--credentials), or leave --credentials out for an open proxy.';
  const violations = missing.map((path): Violation => ({ path, rule: 'credentials', problem: 'It is not set.', fix }));
  return { kind: 'refused', violations };
}

/**
 * The token that an agent asks for.
 * @throws {InvalidInputError} which never quotes it.
 */
export function readAgentToken(environment: NodeJS.ProcessEnv): string {
  const token = environment[TOKEN_NAME];
  if (token !== undefined && TOKEN.test(token)) return token;
  const problem = token === undefined ? 'It is not set, and the agent needs it.' : 'It is no token.';
  const fix = 'Set it to 16–256 visible ASCII characters.';
  throw new InvalidInputError('environment', [{ path: TOKEN_NAME, rule: 'token', problem, fix }]);
}
