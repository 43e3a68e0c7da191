// Makes sure that Compose is here, for the suite of docker-compose.yml, and prints how to call it:
//
//   docker compose     version 2, a plug-in of the client
//   docker-compose     the program, of whichever version
//
// Where neither is, and as root on Debian (and what descends from it), installs Debian's package docker-compose. Ends with
// 1 where there is none all the same.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** Milliseconds for the package manager, which may have to wait for another one. */
const INSTALL_LIMIT = 300_000;
const COMMANDS = ['docker compose', 'docker-compose'];

function find() {
  return COMMANDS.find((command) => {
    const [program, ...args] = command.split(' ');
    return spawnSync(program, [...args, 'version']).status === 0;
  });
}

function install() {
  if (process.getuid?.() !== 0 || !existsSync('/etc/debian_version')) return;
  const options = ['-o', `DPkg::Lock::Timeout=${INSTALL_LIMIT / 1000}`, '--yes', '--no-install-recommends'];
  const apt = (...args) =>
    spawnSync('apt-get', args, {
      stdio: ['ignore', 'ignore', 'inherit'],
      timeout: INSTALL_LIMIT,
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    }).status === 0;
  if (!apt(...options, 'install', 'docker-compose') && apt('update')) apt(...options, 'install', 'docker-compose');
}

let command = find();
if (command === undefined) {
  install();
  command = find();
}
if (command === undefined) process.exitCode = 1;
else process.stdout.write(`${command}\n`);
