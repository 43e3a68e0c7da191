import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { childEnvironment } from './child-environment.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

const OURS = {
  PATH: '/bin',
  Path: 'C:\\bin',
  LC_ALL: 'C.UTF-8',
  XDG_RUNTIME_DIR: '/run/user/1000',
  DISPLAY: ':0',
  DOCKER_HOST: 'unix:///run/docker.sock',
  https_proxy: 'http://user:secret@proxy.example:3128',
  AWS_SECRET_ACCESS_KEY: 'secret',
  DOCKER_AUTH_CONFIG: 'secret',
  GITHUB_TOKEN: 'secret',
  NODE_AUTH_TOKEN: 'secret',
  PLAYWRIGHT_SERVICE_ACCESS_TOKEN: 'secret',
  UNSET: undefined,
};

test.each([
  ['program', []],
  ['browser', ['DISPLAY']],
  ['playwright', []],
  ['installer', ['https_proxy']],
  ['engine', ['DOCKER_HOST']],
] as const)('a program of the kind %s gets what it needs, and nothing else', (kind, more) => {
  const expected = ['LC_ALL', 'PATH', 'Path', 'XDG_RUNTIME_DIR', ...more];
  expect(Object.keys(childEnvironment(kind, OURS)).sort()).toEqual(expected.sort());
  expect(childEnvironment(kind, OURS)).toMatchObject({ PATH: '/bin', XDG_RUNTIME_DIR: '/run/user/1000' });
});

const STARTS = /(?<!\.)\b(?:spawn|spawnSync|execFile|execFileSync|exec|execSync|fork)\)?\(/g;

/** What the package ships and starts programs. */
function startingFiles(): readonly (readonly [name: string, text: string])[] {
  return ['proxies', 'harness', 'reports']
    .flatMap((room) =>
      readdirSync(join(root, room), { recursive: true, encoding: 'utf8' }).map((name) => join(room, name)),
    )
    .filter(
      (name) => name.endsWith('.ts') && !name.endsWith('.test.ts') && !/[/\\](?:testing|fixtures)[/\\]/.test(name),
    )
    .map((name) => [name, readFileSync(join(root, name), 'utf8')] as const)
    .filter(([, text]) => text.includes("'node:child_process'"));
}

test.each(startingFiles())('%s hands its environment to no program that it starts', (_name, text) => {
  const withoutImports = text.replaceAll(/^import .*$/gm, '');
  const starts = withoutImports.match(STARTS) ?? [];
  const environments = withoutImports.match(/\benv(?=[:,]| \})/g) ?? [];
  expect(starts.length).toBeGreaterThan(0);
  expect(environments).toHaveLength(starts.length);
  expect(withoutImports).not.toMatch(/\.\.\.process\.env|env: process\.env/);
});
