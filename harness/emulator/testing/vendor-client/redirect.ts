import dns from 'node:dns';
import net from 'node:net';

/**
 * Preloaded with `--import`: sends every connection to one host to the emulator on this machine instead, as an entry
 * of the resolver would together with an emulator on port 443.
 */
const { REDIRECT_HOST: host = '', REDIRECT_PORT: port = '' } = process.env;
const HTTPS_PORT = 443;
const LOOPBACK = '127.0.0.1';

const { lookup } = dns.promises;
Object.assign(dns.promises, {
  lookup: (name: string, options: dns.LookupOptions) => lookup(name === host ? LOOPBACK : name, options),
});

const { connect } = net.Socket.prototype;
net.Socket.prototype.connect = function (this: net.Socket, ...args: unknown[]) {
  const [options] = Array.isArray(args[0]) ? args[0] : args;
  if (isForHost(options)) Object.assign(options, { host: LOOPBACK, port: Number(port) });
  return Reflect.apply(connect, this, args);
};

function isForHost(options: unknown): options is object {
  if (typeof options !== 'object' || options === null) return false;
  const { host: name, servername, port: asked } = Object(options);
  return (name === host || servername === host) && Number(asked) === HTTPS_PORT;
}
