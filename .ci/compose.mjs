// Makes sure that both generations of Compose are here, for the suite of docker-compose.yml, and prints one line of JSON for
// each that is: {"version": "2.26.1", "command": ["docker", "compose"]}.
//
//   docker compose     version 2, a plug-in of Docker's client
//   docker-compose     the program: 1.29 of Debian 11 and 12, version 2 of later ones
//
// What is missing is had, as root on Debian (and what descends from it), from Debian's packages: 1.29 is installed where this
// release has it; version 2 is unpacked from the release that has it, into a cache of this checkout. Nothing else is changed.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { install, unpackFrom } from './apt.mjs';

const CACHE = fileURLToPath(new URL('../node_modules/.cache/compose-v2', import.meta.url));
const UNPACKED = `${CACHE}/usr/libexec/docker/cli-plugins/docker-compose`;
/** The first release whose package is of version 2. */
const RELEASE = 'trixie';

/** @returns the command and its version, or undefined where it does not work. */
function find(command) {
  const [program, ...args] = command;
  const { status, stdout } = spawnSync(program, [...args, 'version', '--short'], { encoding: 'utf8' });
  return status === 0 ? { version: stdout.trim().replace(/^v/, ''), command } : undefined;
}

function findOr(provide, command) {
  return find(command) ?? (provide() ? find(command) : undefined);
}

const first = findOr(() => install('docker-compose'), ['docker-compose']);
const second = find(['docker', 'compose']) ?? findOr(() => unpackFrom(RELEASE, CACHE, 'docker-compose'), [UNPACKED]);
// Later releases have the same under both names.
const found = new Map([first, second].filter(Boolean).map((one) => [one.version, one]));
for (const one of found.values()) process.stdout.write(`${JSON.stringify(one)}\n`);
