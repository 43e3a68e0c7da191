import { spawnSync } from 'node:child_process';

/** Whether this machine has what browsers are told with to trust an authority. */
export function hasCertutil(): boolean {
  return spawnSync('certutil', ['-H'], { stdio: 'ignore' }).error === undefined;
}
