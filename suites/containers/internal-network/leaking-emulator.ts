import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { startChromiumPool } from '../../../harness/emulator/chromium/pool.ts';
import { startEmulator } from '../../../harness/emulator/emulator.ts';
import { parseAuthority } from '../../../harness/emulator/router/authority.ts';
import { documentedPolicy } from '../../../harness/emulator/router/policy.ts';
import { type Environment, required } from './environment.ts';

/**
 * An emulator without any of its safeguards, as a process: its router sends everything direct, and its browsers keep
 * loopback, link-local addresses, one more host and all UDP from the router.
 */
const environment: Environment = process.env;
const origin = parseAuthority(required(environment, 'ACPC_EMULATOR_ORIGIN'));
if (origin === undefined) throw new TypeError('ACPC_EMULATOR_ORIGIN is no host:port.');

/** The last of several flags of a name counts, but nothing undoes --disable-quic. */
const SAFEGUARDS = /^--(disable-quic|webrtc-ip-handling-policy|proxy-bypass-list)\b/;

await using pool = startChromiumPool({
  executable: required(environment, 'CHROMIUM_PATH'),
  ahead: 1,
  certificates: [readFileSync(required(environment, 'CERTIFICATES'), 'utf8')],
  commandLine: (flags) => [
    '--enable-quic',
    '--origin-to-force-quic-on=*',
    `--proxy-bypass-list=${required(environment, 'AROUND_THE_ROUTER')}`,
    ...flags.filter((flag) => !SAFEGUARDS.test(flag)),
  ],
  router: { policy: () => documentedPolicy(undefined), dial: () => origin },
});
await using _emulator = await startEmulator({
  pool,
  host: '0.0.0.0',
  port: Number(required(environment, 'ACPC_EMULATOR_PORT')),
  credentials: {
    accessKeyId: required(environment, 'ACPC_ACCESS_KEY_ID'),
    secretAccessKey: readFileSync(required(environment, 'ACPC_SECRET_ACCESS_KEY_FILE'), 'utf8'),
  },
});
await pool.warm();
process.stdout.write('leaking\n');
await once(process, 'SIGTERM');
