import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { InvalidInputError } from '../configuration/invalid-input.ts';
import { explain } from './explain.ts';
import type { Io } from './io.ts';

const at = (server: string, ...domainPatterns: string[]) => ({
  externalProxy: { server, port: 8080, ...(domainPatterns.length > 0 && { domainPatterns }) },
});

const corporate = {
  proxies: [at('corp.test', '.company.com'), at('api.test', 'api.company.com'), at('general.test')],
  bypass: { domainPatterns: ['.amazonaws.com'] },
};

/** Runs the command with the configuration on standard input. */
async function run(configuration: unknown, urls: readonly string[], { json = false, colour = false } = {}) {
  const printed: string[] = [];
  const io: Io = {
    stdin: Readable.from([JSON.stringify(configuration)]),
    out: (text) => void printed.push(text),
    err: (text) => expect.unreachable(text),
    redraw: () => undefined,
    interactive: false,
    columns: 80,
    colour,
  };
  const exitCode = await explain({ configuration: '-', urls, json }, io);
  return { exitCode, text: printed.join('\n') };
}

describe('explain', () => {
  it('says for each URL where it goes, by which rule, and what that won over', async () => {
    const urls = ['https://api.company.com/v1?x=1', 's3.amazonaws.com', 'www.example.com'];
    const { exitCode, text } = await run(corporate, urls);
    expect(exitCode).toBe(0);
    expect(text).toMatchInlineSnapshot(`
      "https://api.company.com/v1?x=1 → corp.test:8080
        by    the pattern ".company.com" of corp.test:8080 (proxies[0].externalProxy.domainPatterns[0])
        over  the pattern "api.company.com" of api.test:8080 (proxies[1].externalProxy.domainPatterns[0]): the first proxy in array order wins, however specific a later pattern is
              the default proxy general.test:8080 (proxies[2].externalProxy): a default proxy takes only what no pattern claims

      s3.amazonaws.com → direct
        by    the bypass pattern ".amazonaws.com" (bypass.domainPatterns[0])
        over  the default proxy general.test:8080 (proxies[2].externalProxy): bypass comes before every proxy

      www.example.com → general.test:8080
        by    the default proxy general.test:8080 (proxies[2].externalProxy)"
    `);
  });

  it('says where the document is silent, and what Chromium does by itself', async () => {
    const { text } = await run({ proxies: [at('corp.test', '.company.com')] }, [
      'www.example.com',
      'http://169.254.169.254/latest/meta-data/',
    ]);
    expect(text).toMatchInlineSnapshot(`
      "www.example.com → direct
        by    no rule
        note  The document does not say where a host goes that no rule claims when there is no default proxy; direct is our reading.

      http://169.254.169.254/latest/meta-data/ → direct
        by    no rule
        note  The document does not say where a host goes that no rule claims when there is no default proxy; direct is our reading.
              By itself Chromium asks no proxy for link-local addresses (instance metadata is one). The emulator’s is told to; whether the service’s is, is not documented."
    `);
    expect((await run(corporate, ['http://app.localhost:3000/'])).text).toMatchInlineSnapshot(`
      "http://app.localhost:3000/ → general.test:8080
        by    the default proxy general.test:8080 (proxies[2].externalProxy)
        note  The document does not say whether names of the machine itself are routed; treating them as any other name is our reading.
              By itself Chromium asks no proxy for its own machine. The emulator’s is told to; whether the service’s is, is not documented."
    `);
  });

  it('prints JSON', async () => {
    const { exitCode, text } = await run(corporate, ['WWW.Company.com', 'https://s3.amazonaws.com', 'localhost'], {
      json: true,
    });
    expect(exitCode).toBe(0);
    expect(JSON.parse(text)).toMatchInlineSnapshot(`
      [
        {
          "host": "www.company.com",
          "level": "documented",
          "notes": [],
          "overruled": [
            {
              "index": 2,
              "kind": "default",
              "path": "proxies[2].externalProxy",
            },
          ],
          "proxy": "corp.test:8080",
          "requirement": "R-PATTERN-ROUTES",
          "route": {
            "index": 0,
            "kind": "proxy",
          },
          "rule": {
            "index": 0,
            "kind": "pattern",
            "path": "proxies[0].externalProxy.domainPatterns[0]",
            "pattern": ".company.com",
          },
          "url": "WWW.Company.com",
        },
        {
          "host": "s3.amazonaws.com",
          "level": "documented",
          "notes": [],
          "overruled": [
            {
              "index": 2,
              "kind": "default",
              "path": "proxies[2].externalProxy",
            },
          ],
          "proxy": null,
          "requirement": "R-BYPASS-DIRECT",
          "route": {
            "kind": "direct",
          },
          "rule": {
            "kind": "bypass",
            "path": "bypass.domainPatterns[0]",
            "pattern": ".amazonaws.com",
          },
          "url": "https://s3.amazonaws.com",
        },
        {
          "host": "localhost",
          "level": "undocumented",
          "notes": [
            "The document does not say whether names of the machine itself are routed; treating them as any other name is our reading.",
            "By itself Chromium asks no proxy for its own machine. The emulator’s is told to; whether the service’s is, is not documented.",
          ],
          "overruled": [],
          "proxy": "general.test:8080",
          "requirement": "R-DEFAULT-ROUTES",
          "route": {
            "index": 2,
            "kind": "proxy",
          },
          "rule": {
            "index": 2,
            "kind": "default",
            "path": "proxies[2].externalProxy",
          },
          "url": "localhost",
        },
      ]
    `);
  });

  it('prints the route in bold where colour is wanted', async () => {
    const { text } = await run(corporate, ['example.com'], { colour: true });
    expect(text.split('\n')[0]).toBe('example.com → \u001b[1mgeneral.test:8080\u001b[22m');
  });

  it('refuses all URLs that are none, before it reads the configuration', async () => {
    const running = run('no configuration', ['a..b', 'https://fine.test', 'ftp://a.test', 'https://me:s3cret@a.test']);
    const error = await running.catch((reason: unknown) => reason);
    if (!(error instanceof InvalidInputError)) throw error;
    expect(error.source).toBe('command line');
    expect(error.violations.map(({ path, rule }) => [path, rule])).toEqual([
      ['url 1', 'host-syntax'],
      ['url 3', 'url-scheme'],
      ['url 4', 'url-credentials'],
    ]);
    expect(JSON.stringify(error)).not.toContain('s3cret');
  });

  it('refuses a configuration that cannot be used', async () => {
    await expect(run({ proxies: [] }, ['a.test'])).rejects.toThrow(InvalidInputError);
  });
});
