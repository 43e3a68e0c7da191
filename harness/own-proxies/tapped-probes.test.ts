import { expect, test } from 'vitest';
import { parseExpectations } from '../matrix/expect-file.ts';
import { parseHosts } from '../matrix/hosts-file.ts';
import { tappedProbes } from './tapped-probes.ts';

const configuration = {
  proxies: [
    { externalProxy: { server: 'corp', port: 8080, domainPatterns: ['.company.test'] } },
    { externalProxy: { server: 'rest', port: 8080 } },
  ],
};
const matrix = { configuration, schemes: ['https'], runId: 'k3xq7ab2' } as const;

const asked = (more: { hosts?: string; expect?: string }) =>
  tappedProbes({
    ...matrix,
    ...(more.hosts === undefined ? {} : { hosts: parseHosts(more.hosts, 'hosts') }),
    ...(more.expect === undefined ? {} : { expectations: parseExpectations(more.expect, 'expect', configuration) }),
  }).map(({ traffic, url, source }) => `${traffic} ${url} (${source.variant} ${source.path})`);

test('hosts that the patterns give anyway are asked for as the user’s own', () => {
  const hosts = 'company.test\nwww.company.test\nhttps://a.b.c.company.test/\nunclaimed-1.test';
  expect(asked({ hosts })).toEqual([
    'navigation https://company.test/ (user-host line 1)',
    'navigation https://www.company.test/ (user-host line 2)',
    'navigation https://a.b.c.company.test/ (user-host line 3)',
    'navigation https://unclaimed-1.test/ (user-host line 4)',
  ]);
});

test('what is expected is asked for once, and nothing else of the matrix', () => {
  expect(asked({ hosts: 'www.company.test', expect: '{"https://www.company.test/": 0}' })).toEqual([
    'navigation https://www.company.test/ (user-expectation ["https://www.company.test/"])',
  ]);
});

test('where the user names nothing, the whole matrix is asked for', () => {
  expect(asked({})).toContainEqual(expect.stringMatching(/^navigation https:\/\/company\.test\/.* \(apex /));
});
