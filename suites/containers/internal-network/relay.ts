import { connect, createServer } from 'node:net';

/**
 * What a container on two networks runs so that this machine reaches another that is on the inner one only. RELAY says
 * what, as `9601=name:9600,9602=other:9600`: whoever connects from within gets to those places and nowhere else.
 */
for (const rule of (process.env['RELAY'] ?? '').split(',')) {
  const [port, destination = ''] = rule.split('=');
  const [host, hostPort] = destination.split(':');
  createServer({ noDelay: true }, (near) => {
    const far = connect({ host: host ?? '', port: Number(hostPort), noDelay: true });
    near.on('error', () => far.destroy()).on('close', () => far.destroy());
    far.on('error', () => near.destroy()).on('close', () => near.destroy());
    near.pipe(far).pipe(near);
  }).listen(Number(port), () => process.stdout.write(`listening ${rule}\n`));
}
process.once('SIGTERM', () => process.exit());
