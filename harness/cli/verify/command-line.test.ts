import { expect, test } from 'vitest';
import { verifyCommandLine } from './command-line.ts';
import { SCHEMES } from './schemes.ts';

const OPTIONS = {
  proxies: 'in-process',
  personality: 'documented',
  schemes: SCHEMES,
  strict: false,
  json: true,
} as const;

test('what has a say in the findings is repeated, and nothing else', () => {
  expect(verifyCommandLine({ ...OPTIONS, out: 'out' }, 'a.json', { proxies: [] })).toBe(
    'agentcore-proxy-conformance verify a.json',
  );
});

test('everything that there is', () => {
  const given = {
    proxies: 'tap',
    target: 'aws',
    region: 'us-east-1',
    browser: 'mine',
    maxSessions: 3,
    maxMinutes: 5,
    deployment: 'd.json',
    hosts: 'h.txt',
    expect: 'e.json',
    schemes: ['wss'],
    credentials: 'env',
    certificates: 'c a.pem',
    echo: 'https://echo.example/?a=1&b',
    personality: 'observed',
    strict: true,
  } as const;
  expect(
    verifyCommandLine({ ...OPTIONS, ...given }, 'a.json', { proxies: [] })
      .split(' --')
      .slice(1),
  ).toEqual([
    'target aws',
    'region us-east-1',
    'browser mine',
    'max-sessions 3',
    'max-minutes 5',
    'proxies tap',
    'deployment d.json',
    'hosts h.txt',
    'expect e.json',
    'schemes wss',
    'credentials env',
    "certificates 'c a.pem'",
    "echo 'https://echo.example/?a=1&b'",
    'personality observed',
    'strict',
  ]);
});
