import dgram from 'node:dgram';
import dns from 'node:dns';
import dnsPromises from 'node:dns/promises';
import { appendFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import net from 'node:net';

/**
 * Loaded before anything else in a process under test: it can reach this machine's loopback and nothing else. The hosts
 * of `ACPC_TEST_HOSTS` (JSON, from `host:port` to a loopback port) are led there; names below `ACPC_TEST_DOMAIN` are
 * resolved to 127.0.0.1. Whatever else is tried fails, and is written to the file `ACPC_TEST_ESCAPES`.
 */
const hosts: Readonly<Record<string, number>> = JSON.parse(process.env['ACPC_TEST_HOSTS'] ?? '{}');
const domain = process.env['ACPC_TEST_DOMAIN'];
const escapes = process.env['ACPC_TEST_ESCAPES'] ?? '';

function refuse(what: string): Error {
  appendFileSync(escapes, `${what}\n`);
  return Object.assign(new Error(`Only loopback may be reached, not ${what}.`), { code: 'ENOTFOUND' });
}

interface Destination {
  readonly host?: string;
  readonly port?: number | string;
  readonly path?: string;
}

/** Where a connection may go. @throws {Error} nowhere. */
function led(destination: Destination): Destination {
  const { host = 'localhost', port, path } = destination;
  if (path !== undefined && path !== null) return destination;
  if (/^(127\.[\d.]+|::1|localhost)$/.test(host))
    return { ...destination, host: host === 'localhost' ? '127.0.0.1' : host };
  const leadTo = hosts[`${host}:${port}`];
  if (leadTo === undefined) throw refuse(`${host}:${port}`);
  return { ...destination, host: '127.0.0.1', port: leadTo };
}

const connect = Reflect.get(net.Socket.prototype, 'connect');
Reflect.set(net.Socket.prototype, 'connect', function (this: net.Socket, ...args: unknown[]) {
  const [first] = args;
  // Node.js itself passes a list of its own with options and callback.
  if (Array.isArray(first)) first[0] = led(first[0]);
  else if (typeof first === 'object' && first !== null) args[0] = led(first);
  else if (typeof first === 'number') {
    const { port, host } = led({ port: first, ...(typeof args[1] === 'string' ? { host: args[1] } : {}) });
    args.splice(0, typeof args[1] === 'string' ? 2 : 1, { port, host });
  }
  return Reflect.apply(connect, this, args);
});

function known(name: string): boolean {
  return name === 'localhost' || name.startsWith('127.') || (domain !== undefined && name.endsWith(`.${domain}`));
}

type Answer = (error: Error | null, address?: unknown, family?: number) => void;
const lookup = (name: string, ...rest: readonly unknown[]): void => {
  const answer = rest.at(-1) as Answer;
  const { all = false }: { readonly all?: boolean } = Object(rest.length > 1 ? rest[0] : {});
  const address = name.startsWith('127.') ? name : '127.0.0.1';
  if (!known(name)) process.nextTick(answer, refuse(name));
  else if (all) process.nextTick(answer, null, [{ address, family: 4 }]);
  else process.nextTick(answer, null, address, 4);
};
const lookupLater = (name: string, options: { readonly all?: boolean } = {}): Promise<unknown> =>
  new Promise((resolve, reject) => {
    lookup(name, options, (error: Error | null, address: unknown, family?: number) => {
      if (error) reject(error);
      else resolve(options.all ? address : { address, family });
    });
  });

Reflect.set(dns, 'lookup', lookup);
Reflect.set(dnsPromises, 'lookup', lookupLater);
for (const module of [dns, dnsPromises]) {
  for (const name of Object.keys(module).filter((key) => /^(resolve|reverse|lookupService)/.test(key))) {
    Reflect.set(module, name, () => {
      throw refuse(`dns.${name}`);
    });
  }
}
Reflect.set(dgram, 'createSocket', () => {
  throw refuse('UDP');
});
syncBuiltinESMExports();
