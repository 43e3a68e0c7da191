import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { Workplace } from '../../../../harness/cli/testing/command-line.ts';

const MAIN = fileURLToPath(new URL('../../../../harness/cli/main.ts', import.meta.url));

/** A user's checkout on a CI machine, where npx finds this very command line as the project's own. */
export class Checkout extends Workplace {
  constructor() {
    super();
    mkdirSync(this.path('node_modules', '.bin'), { recursive: true });
    writeFileSync(this.path('package.json'), '{"private":true}');
    this.program('node_modules/.bin', 'agentcore-proxy-conformance', `exec '${process.execPath}' '${MAIN}' "$@"`);
    for (const name of ['output', 'summary']) writeFileSync(this.path(name), '');
  }

  /** Puts a program there. */
  program(folder: string, name: string, script: string): void {
    mkdirSync(this.path(folder), { recursive: true });
    writeFileSync(this.path(folder, name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  }

  read(name: string): string {
    return readFileSync(this.path(name), 'utf8');
  }

  /** Runs a script as GitHub does where `shell: bash` is asked for; GitLab's Bash differs in no way that counts here. */
  async bash(script: string, variables: Readonly<Record<string, string>>) {
    writeFileSync(this.path('step.sh'), script);
    const child = spawn('bash', ['--noprofile', '--norc', '-e', '-o', 'pipefail', 'step.sh'], {
      cwd: this.folder,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...process.env,
        NO_COLOR: '1',
        TMPDIR: this.temporary,
        // npx must find what is here and ask nobody.
        npm_config_offline: 'true',
        npm_config_cache: this.path('npm-cache'),
        GITHUB_OUTPUT: this.path('output'),
        GITHUB_STEP_SUMMARY: this.path('summary'),
        ...variables,
      },
    });
    const [stdout, stderr, status] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      new Promise<number | null>((resolve) => child.once('close', resolve)),
    ]);
    return { status, stdout, stderr };
  }
}
