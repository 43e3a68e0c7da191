import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { ensureBrowser } from '../../emulator/chromium/install.ts';
import { startChromiumPool } from '../../emulator/chromium/pool.ts';
import { type Emulator, startEmulator } from '../../emulator/emulator.ts';
import { type AdminServer, startAdminServer } from '../../emulator/faults/admin-server.ts';
import { Faults } from '../../emulator/faults/faults.ts';
import { readFaultArgument } from '../../emulator/faults/read-fault.ts';
import { structuredLog } from '../../emulator/logging/structured-log.ts';
import { makeOwnedFolder, removeAbandonedFolders, removeOwnedFolder } from '../../emulator/owned-folders.ts';
import { PERSONALITIES } from '../../emulator/personality/personality.ts';
import { lockFolder } from '../folder-lock.ts';
import { interruption } from '../interruption.ts';
import type { ExitCode, Io } from '../io.ts';
import { isLoopback, listening } from '../listening.ts';
import { credentialsOf, ownCredentials, SECRET_FILE } from '../verify/own-credentials.ts';
import { asJson, asShell, beyondLoopback } from './emulate-environment.ts';
import type { EmulateOptions } from './emulate-options.ts';
import { readOutside } from './emulate-origin.ts';
import { readSettings, refuseNames } from './emulate-settings.ts';

/**
 * Runs a local AgentCore Browser until it is interrupted. Standard output gets what its clients need to know, once
 * everything is ready; standard error gets a log.
 *
 * @throws {InvalidInputError} for names, faults, credentials and origins that cannot be used, before anything is started.
 * @throws {OutFolderError} where the folder of `--persist` cannot be had, or another emulator has it.
 * @throws {SecretFileError} where something else stands in it.
 * @throws {ListenError} where a port or an address cannot be had.
 */
export async function emulate(options: EmulateOptions, io: Io, environment: NodeJS.ProcessEnv): Promise<ExitCode> {
  refuseNames(options);
  const initial = options.fault.map(readFaultArgument);
  const credentials = ownCredentials(environment);
  const settings = await readSettings(options);
  using _kept = options.persist === undefined ? undefined : lockFolder('--persist', resolve(options.persist));
  const { dial, names, certificates } = await readOutside(options);
  const log = structuredLog({ level: options.logLevel, write: io.err });
  const saying = (level: 'info' | 'error') => (text: string) => log.say(level, text.trim());
  const { signal } = interruption({ err: saying('info') }, saying('error'));
  if (!isLoopback(options.host)) log.say('warn', beyondLoopback(options.host));

  await removeAbandonedFolders();
  const { executable } = await ensureBrowser((line) => log.say('info', line));
  await using pool = startChromiumPool({
    executable,
    certificates,
    router: { personality: PERSONALITIES[options.personality](names), ...(dial === undefined ? {} : { dial }) },
  });
  await using authority = options.tls ? await authorityFile() : undefined;
  const faults = new Faults({ seed: options.seed ?? randomInt(2 ** 32), initial });
  await using emulator = await listening(options.host, options.port, () =>
    startEmulator({
      ...settings,
      pool,
      faults,
      log: log.event,
      host: options.host,
      port: options.port,
      region: options.region,
      browserIdentifiers: options.browser,
      ...(credentials === undefined ? {} : { credentials }),
      ...(options.tls ? { tls: { names: options.tlsName } } : {}),
    }),
  );
  await using admin = await startAdmin(faults, options.adminPort);
  const caFile = await authority?.write(emulator);
  const bearer = credentialsOf(emulator, options.as);
  const secretFile = bearer === credentials ? environment[SECRET_FILE] : undefined;
  await pool.warm();
  if (signal.aborted) return 0;

  const { host, browser: browserIdentifiers, personality } = options;
  const ready = { emulator, bearer, secretFile, host, browserIdentifiers, personality, faults, admin, caFile };
  io.out(options.json ? asJson(ready) : asShell(ready));
  await once(signal, 'abort');
  // A fault that is waiting would make a client, and the end, wait for it.
  faults[Symbol.dispose]();
  return 0;
}

async function startAdmin(faults: Faults, port: number | undefined): Promise<AdminServer | undefined> {
  if (port === undefined) return undefined;
  return listening('127.0.0.1', port, () => startAdminServer(faults, port));
}

interface AuthorityFile extends AsyncDisposable {
  /** @returns the path of the file with the authority that clients have to trust. */
  write(emulator: Emulator): Promise<string>;
}

/** Where clients find the certificate authority; gone when the emulator ends. */
async function authorityFile(): Promise<AuthorityFile> {
  const folder = await makeOwnedFolder();
  const path = join(folder, 'ca.pem');
  return {
    write: async ({ caCertificate = '' }) => {
      await writeFile(path, caCertificate);
      return path;
    },
    [Symbol.asyncDispose]: () => removeOwnedFolder(folder),
  };
}
