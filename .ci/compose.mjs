// Makes sure that Compose is here, for the suite of docker-compose.yml, and prints how to call it:
//
//   docker compose     version 2, a plug-in of the client
//   docker-compose     the program, of whichever version
//
// Where neither is, and as root on Debian (and what descends from it), installs Debian's package docker-compose. Ends with
// 1 where there is none all the same.
import { spawnSync } from 'node:child_process';
import { install } from './apt.mjs';

const COMMANDS = ['docker compose', 'docker-compose'];

function find() {
  return COMMANDS.find((command) => {
    const [program, ...args] = command.split(' ');
    return spawnSync(program, [...args, 'version']).status === 0;
  });
}

let command = find();
if (command === undefined) {
  install('docker-compose');
  command = find();
}
if (command === undefined) process.exitCode = 1;
else process.stdout.write(`${command}\n`);
