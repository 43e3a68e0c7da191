// Removes what tests have left in a container engine that were killed: containers (those of Compose come back with the engine),
// and networks, of which an engine has few to give.
//
//   node .ci/leftovers.mjs 60      those that were made more than 60 minutes ago; 0: all, others' that are at work as well
//
// What cannot be removed is being removed by somebody else, or stays: nothing depends on it.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** Milliseconds for one answer of the engine. */
const ANSWER_LIMIT = 60_000;
/** On all that a run makes in an engine. */
const RUN = 'agentcore-proxy-conformance.run';
/** Of Compose; the projects of tests are named as runs are. */
const PROJECT = 'com.docker.compose.project';
const PROJECT_OF_TESTS = /^acpc-[a-z0-9]{8}$/;

/** @param minutes since they were made. */
export function removeLeftovers(minutes) {
  for (const [list, inspect, remove] of [
    [['ps', '--all'], ['inspect'], ['rm', '--force', '--volumes']],
    [
      ['network', 'ls'],
      ['network', 'inspect'],
      ['network', 'rm'],
    ],
  ]) {
    const rows = [RUN, PROJECT].flatMap((label) =>
      docker(...list, '--no-trunc', '--filter', `label=${label}`, '--format', `{{.ID}} {{.Label "${label}"}} ${label}`),
    );
    const ours = rows
      .map((row) => row.split(' '))
      .filter(([, value, label]) => label === RUN || PROJECT_OF_TESTS.test(value));
    for (const [id] of ours) {
      const [created = ''] = docker(...inspect, '--format', '{{json .Created}}', id);
      if (created !== '' && Date.now() - Date.parse(JSON.parse(created)) >= minutes * 60_000) docker(...remove, id);
    }
  }
}

/** @returns the lines that it prints: none where it fails. */
function docker(...args) {
  const { status, stdout } = spawnSync('docker', args, { encoding: 'utf8', timeout: ANSWER_LIMIT });
  return status === 0 ? stdout.split('\n').filter(Boolean) : [];
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const minutes = Number(process.argv[2] ?? Number.NaN);
  if (Number.isNaN(minutes)) {
    process.stderr.write('Say how many minutes ago they were made.\n');
    process.exit(2);
  }
  removeLeftovers(minutes);
}
