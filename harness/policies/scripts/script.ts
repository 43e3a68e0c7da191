/**
 * A Bash script that stops at the first failure, and finds the other files where it stands itself. It runs on the
 * Bash 3.2 of macOS too.
 *
 * @param about what it does and whose credentials it takes, one line of a comment each.
 * @param steps in order; every name in them has been checked to need no quoting. One that may begin with a hyphen follows
 * its option after `=`.
 */
export function script(about: readonly string[], steps: readonly string[]): string {
  const comment = about.map((line) => `# ${line}`).join('\n');
  return `${['#!/usr/bin/env bash', comment].join('\n')}\nset -euo pipefail\ncd "$(dirname "$0")"\n\n${steps.join('\n\n')}\n`;
}
