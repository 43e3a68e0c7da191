import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import type { ProxySecret } from '../../configuration/credentials.ts';
import { InvalidInputError } from '../../configuration/invalid-input.ts';
import type { ProxyConfiguration } from '../../configuration/proxy-configuration.ts';
import { neededCredentials, readAll, readSecret } from '../../own-proxies/credentials/needed.ts';
import type { Io } from '../io.ts';

/** Asks a person at the terminal for the credentials of each proxy. What is typed is not shown. */
export async function credentialsFromPrompt(
  configuration: ProxyConfiguration,
  io: Io,
): Promise<ReadonlyMap<string, ProxySecret>> {
  const needed = neededCredentials(configuration);
  if (needed.length === 0) return new Map();
  if (!('isTTY' in io.stdin) || io.stdin.isTTY !== true) {
    throw refusal('Nobody is at a terminal.', 'Use --credentials env or secrets-manager here.');
  }
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const terminal = createInterface({ input: io.stdin, output: silent, terminal: true });
  const abandoned = new AbortController();
  terminal.on('SIGINT', () => abandoned.abort());
  terminal.on('close', () => abandoned.abort());
  const ask = async (question: string): Promise<string> => {
    io.redraw(`${question} (not shown): `);
    try {
      return await terminal.question('', { signal: abandoned.signal });
    } catch {
      throw refusal('The question was not answered.', 'Answer it, or use --credentials env or secrets-manager.');
    } finally {
      io.err('');
    }
  };
  try {
    return await readAll(needed, 'terminal', async ({ proxy }) => {
      const username = await ask(`User name for ${proxy}`);
      const password = await ask(`Password for ${proxy}`);
      return readSecret(proxy, JSON.stringify({ username, password }));
    });
  } finally {
    terminal.close();
  }
}

function refusal(problem: string, fix: string): InvalidInputError {
  return new InvalidInputError('terminal', [{ path: '', rule: 'credentials', problem, fix }]);
}
