import { expect, test } from 'vitest';
import { engineSetting } from './engine-setting.ts';

test.each([
  ['unix:///run/user/1000/docker.sock', { socketPath: '/run/user/1000/docker.sock' }, true],
  ['unix:///run/user/1000/docker.sock', { socketPath: '/var/run/docker.sock' }, false],
  ['npipe:////./pipe/docker_engine', { socketPath: '//./pipe/docker_engine' }, true],
  ['tcp://engine.example:2375', { host: 'engine.example', port: '2375' }, true],
  ['tcp://[::1]:2375', { host: '[::1]', port: '2375' }, true],
  ['tcp://', { socketPath: '/var/run/docker.sock' }, false],
  ['127.0.0.1:2375', { socketPath: '/var/run/docker.sock' }, false],
])('DOCKER_HOST=%s is what a client at %o talks to: %s', (DOCKER_HOST, client, same) => {
  const setting = engineSetting({ DOCKER_HOST, DOCKER_CONTEXT: 'other' });
  expect(setting.kind === 'host' && setting.isAt(client)).toBe(same);
});

test('nobody reads a user or a password of it', () => {
  const setting = engineSetting({ DOCKER_HOST: 'ssh://user:secret@engine.example' });
  expect(setting).toMatchObject({ kind: 'host', shown: 'ssh://engine.example' });
});

test.each([
  [{ DOCKER_CONTEXT: 'colima' }, { kind: 'context', name: 'colima' }],
  [{ DOCKER_CONTEXT: 'default' }, { kind: 'any' }],
  [{ DOCKER_CONTEXT: '', DOCKER_HOST: '' }, { kind: 'any' }],
  [{}, { kind: 'any' }],
])('%o asks for %o', (environment, setting) => {
  expect(engineSetting(environment)).toEqual(setting);
});
