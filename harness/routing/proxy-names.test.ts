import { expect, it } from 'vitest';
import { proxyNames } from './proxy-names.ts';

const secretArn = 'arn:aws:secretsmanager:eu-central-1:123456789012:secret:proxy';

it('names proxies by server and port, and by position where that is not enough', () => {
  const names = proxyNames({
    proxies: [
      { externalProxy: { server: 'corp.example', port: 8080, domainPatterns: ['.company.com'] } },
      { externalProxy: { server: 'corp.example', port: 3128, credentials: { basicAuth: { secretArn } } } },
      { externalProxy: { server: 'corp.example', port: 8080, domainPatterns: ['.partner.example', 'b.example'] } },
    ],
  });
  expect(names).toEqual([
    { index: 0, name: 'corp.example:8080 (#0)', authenticated: false, patterns: ['.company.com'] },
    { index: 1, name: 'corp.example:3128', authenticated: true, patterns: [] },
    { index: 2, name: 'corp.example:8080 (#2)', authenticated: false, patterns: ['.partner.example', 'b.example'] },
  ]);
});
