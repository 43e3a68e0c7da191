import { describe, expect, test } from 'vitest';
import { lint } from './lint.ts';
import type { ExternalProxy, ProxyBypass, ProxyConfiguration } from './proxy-configuration.ts';
import { renderLint } from './render.ts';

const ARN = 'arn:aws:secretsmanager:us-east-1:123456789012:secret:corp-proxy-AbCdEf';

function configuration(bypass: readonly string[], ...proxies: readonly Partial<ExternalProxy>[]): ProxyConfiguration {
  const list = proxies.map((proxy, index) => ({
    externalProxy: { server: `p${index}.example`, port: 8080, ...proxy },
  }));
  const all: { readonly bypass?: ProxyBypass } = bypass.length > 0 ? { bypass: { domainPatterns: bypass } } : {};
  return { proxies: list, ...all };
}

function claims(...domainPatterns: readonly string[]): Partial<ExternalProxy> {
  return { domainPatterns };
}

/** `id path < related` of each finding. */
function outline(value: ProxyConfiguration): readonly string[] {
  return lint(value).map(({ id, path, related }) => [id, path, ...related.map((other) => `< ${other}`)].join(' '));
}

const pattern = (proxy: number, index: number) => `proxies[${proxy}].externalProxy.domainPatterns[${index}]`;

describe('finds nothing', () => {
  test.each<[string, ProxyConfiguration]>([
    ['in one default proxy', configuration([], {})],
    ['in narrow patterns before wide ones', configuration([], claims('api.example.com'), claims('.example.com'), {})],
    ['in a bypass of AWS endpoints', configuration(['.amazonaws.com', '.s3.amazonaws.com', '.api.aws'], {})],
    ['in a bypass that takes a part of a pattern', configuration(['www.example.com'], claims('.example.com'), {})],
    ['in names of internal networks', configuration(['.internal', '.compute.internal'], claims('.corp', '.local'), {})],
    ['in addresses', configuration(['10.0.0.1'], {})],
    [
      'in one server that stands twice, with its own credentials',
      configuration(
        [],
        { server: 'P.example', domainPatterns: ['a.example'], credentials: { basicAuth: { secretArn: ARN } } },
        { server: 'p.example', credentials: { basicAuth: { secretArn: ARN } } },
      ),
    ],
  ])('%s', (_, value) => {
    expect(outline(value)).toStrictEqual([]);
  });
});

describe('finds', () => {
  test.each<[string, ProxyConfiguration, readonly string[]]>([
    [
      'a pattern that the bypass takes',
      configuration(['.example.com'], claims('api.EXAMPLE.com', 'other.example'), {}),
      [`pattern-shadowed-by-bypass ${pattern(0, 0)} < bypass.domainPatterns[0]`],
    ],
    [
      'a pattern that an earlier proxy takes, and the first rule to do so',
      configuration(
        [],
        claims('.example.com'),
        claims('.com.example', 'api.example.com'),
        claims('api.example.com', 'x'),
        {},
      ),
      [
        `pattern-shadowed-by-proxy ${pattern(1, 1)} < ${pattern(0, 0)}`,
        `pattern-shadowed-by-proxy ${pattern(2, 0)} < ${pattern(0, 0)}`,
      ],
    ],
    [
      'the same pattern twice in a list, in two spellings and in one',
      configuration(['.a.example', '.A.example'], claims('.b.example', '.c.example', '.b.example'), {}),
      [
        'pattern-case-duplicate bypass.domainPatterns[1] < bypass.domainPatterns[0]',
        `pattern-duplicate ${pattern(0, 2)} < ${pattern(0, 0)}`,
      ],
    ],
    [
      'patterns that match no host, a proxy that has no other, and no shadow where nothing is matched',
      configuration(
        ['.10.0.0.5'],
        claims('0x7f.1', '1.2.3.4.5'),
        claims('.0.0.9'),
        claims('10.0.0.9', '127.0.0.1'),
        {},
      ),
      [
        'pattern-matches-nothing bypass.domainPatterns[0]',
        `proxy-never-chosen proxies[0] < ${pattern(0, 0)} < ${pattern(0, 1)}`,
        `pattern-matches-nothing ${pattern(0, 0)}`,
        `pattern-matches-nothing ${pattern(0, 1)}`,
        `proxy-never-chosen proxies[1] < ${pattern(1, 0)}`,
        `pattern-matches-nothing ${pattern(1, 0)}`,
      ],
    ],
    [
      'public suffixes',
      configuration(['.com'], claims('.co.uk', 'co.uk'), {}),
      [
        'pattern-public-suffix bypass.domainPatterns[0]',
        `pattern-public-suffix ${pattern(0, 0)}`,
        `pattern-public-suffix ${pattern(0, 1)}`,
      ],
    ],
    [
      'a proxy whose patterns all go elsewhere',
      configuration(['.a.example'], claims('.b.example'), claims('x.a.example', 'x.b.example', 'y.b.example'), {}),
      [
        `proxy-never-chosen proxies[1] < bypass.domainPatterns[0] < ${pattern(0, 0)}`,
        `pattern-shadowed-by-bypass ${pattern(1, 0)} < bypass.domainPatterns[0]`,
        `pattern-shadowed-by-proxy ${pattern(1, 1)} < ${pattern(0, 0)}`,
        `pattern-shadowed-by-proxy ${pattern(1, 2)} < ${pattern(0, 0)}`,
      ],
    ],
    ['no default proxy', configuration([], claims('.example.com')), ['default-missing proxies']],
    [
      'several default proxies',
      configuration([], {}, claims('.example.com'), {}, {}),
      [
        'default-several proxies < proxies[0] < proxies[2] < proxies[3]',
        'proxy-never-chosen proxies[2] < proxies[0]',
        'proxy-never-chosen proxies[3] < proxies[0]',
      ],
    ],
    [
      'credentials that two servers share',
      configuration(
        [],
        { domainPatterns: ['.a.example'], credentials: { basicAuth: { secretArn: ARN } } },
        { credentials: { basicAuth: { secretArn: ARN } } },
      ),
      [
        'credentials-shared proxies[1].externalProxy.credentials.basicAuth.secretArn < proxies[0].externalProxy.credentials.basicAuth.secretArn',
      ],
    ],
  ])('%s', (_, value, expected) => {
    expect(outline(value)).toStrictEqual(expected);
  });

  test('in the order of the paths, numbers as numbers', () => {
    const many = Array.from({ length: 12 }, (_, index) => `h${index}.example.com`);
    const paths = lint(configuration([], claims('.example.com'), claims(...many, 'own.example'), {})).map(
      ({ path }) => path,
    );
    expect(paths).toStrictEqual(many.map((_, index) => pattern(1, index)));
  });
});

test('says it in plain words', () => {
  const value = configuration(
    ['.com', '.intranet.example'],
    claims('wiki.intranet.example', '.a.example', '.A.example', '.a.example', '.de', 'co.uk'),
    { ...claims('x.a.example'), credentials: { basicAuth: { secretArn: ARN } } },
    { server: 'p1.example', credentials: { basicAuth: { secretArn: ARN } } },
    { server: 'p4.example', credentials: { basicAuth: { secretArn: ARN } } },
  );
  expect(`\n${renderLint(lint(value))}\n`).toMatchInlineSnapshot(`
    "
    warning: bypass.domainPatterns[0]  [pattern-public-suffix]
      ".com" in the bypass lets every site under .com connect directly, whoever owns it.
      advice: Name the domains that may connect directly one by one.

    warning: proxies  [default-several]
      p1.example:8080 (#2) and p4.example:8080 have no \`domainPatterns\`, and the AgentCore documentation does not say which of them is the default proxy; the first is taken to be.
      see:    proxies[2], proxies[3]
      advice: Give all but one of them \`domainPatterns\`.

    warning: proxies[0].externalProxy.domainPatterns[0]  [pattern-shadowed-by-bypass]
      "wiki.intranet.example" of p0.example:8080 never decides: the bypass has ".intranet.example", so all of its hosts connect directly.
      see:    bypass.domainPatterns[1]
      advice: Remove ".intranet.example" from the bypass if these hosts are to go through p0.example:8080; otherwise remove "wiki.intranet.example" from the proxy.

    note: proxies[0].externalProxy.domainPatterns[2]  [pattern-case-duplicate]
      ".A.example" and ".a.example" of p0.example:8080 are the same pattern: upper and lower case make no difference.
      see:    proxies[0].externalProxy.domainPatterns[1]
      advice: Remove one of them, or write the pattern that was meant.

    note: proxies[0].externalProxy.domainPatterns[3]  [pattern-duplicate]
      ".a.example" stands twice in the list of p0.example:8080.
      see:    proxies[0].externalProxy.domainPatterns[1]
      advice: Remove one of them, or write the pattern that was meant.

    note: proxies[0].externalProxy.domainPatterns[4]  [pattern-public-suffix]
      ".de" of p0.example:8080 claims every site under .de, whoever owns it.
      advice: Keep it if that is meant; otherwise name the domains one by one.

    note: proxies[0].externalProxy.domainPatterns[5]  [pattern-public-suffix]
      "co.uk" of p0.example:8080 matches the one host of that name and no site below it.
      advice: Write ".co.uk" if you mean the sites below it; otherwise make sure that your network has a host of that name.

    warning: proxies[1]  [proxy-never-chosen]
      p1.example:8080 (#1) is never chosen: the hosts of all its patterns go to p0.example:8080.
      see:    proxies[0].externalProxy.domainPatterns[1]
      advice: Put it before the proxies with wider patterns, give it patterns of its own, or remove it.

    warning: proxies[1].externalProxy.domainPatterns[0]  [pattern-shadowed-by-proxy]
      "x.a.example" of p1.example:8080 (#1) never decides: p0.example:8080 comes earlier and takes all of its hosts with ".a.example".
      see:    proxies[0].externalProxy.domainPatterns[1]
      advice: Move p1.example:8080 (#1) before p0.example:8080 if these hosts are to go through it; otherwise remove "x.a.example".

    warning: proxies[3]  [proxy-never-chosen]
      p4.example:8080 is never chosen: it has no patterns, and p1.example:8080 (#2) before it is taken to be the default proxy.
      see:    proxies[2]
      advice: Give it \`domainPatterns\`, or remove it.

    note: proxies[3].externalProxy.credentials.basicAuth.secretArn  [credentials-shared]
      p4.example:8080 gets the same user name and password as p1.example:8080 (#1), from one secret.
      see:    proxies[1].externalProxy.credentials.basicAuth.secretArn
      advice: Give each proxy a secret of its own, unless the same people run both.
    "
  `);
  expect(
    `\n${renderLint(lint(configuration([], claims('.a.example'), claims('.A.example'))))}\n`,
  ).toMatchInlineSnapshot(`
    "
    note: proxies  [default-missing]
      Every proxy has \`domainPatterns\`, so there is no default proxy, and the AgentCore documentation does not say what becomes of the other hosts.
      advice: Add a proxy without \`domainPatterns\` if all traffic is to go through a proxy.

    warning: proxies[1]  [proxy-never-chosen]
      p1.example:8080 is never chosen: the hosts of all its patterns go to p0.example:8080.
      see:    proxies[0].externalProxy.domainPatterns[0]
      advice: Put it before the proxies with wider patterns, give it patterns of its own, or remove it.

    warning: proxies[1].externalProxy.domainPatterns[0]  [pattern-shadowed-by-proxy]
      ".A.example" of p1.example:8080 never decides: p0.example:8080 comes earlier and takes all of its hosts with ".a.example".
      see:    proxies[0].externalProxy.domainPatterns[0]
      advice: Keep the pattern in one of the two.
    "
  `);
});
