import { readFile } from 'node:fs/promises';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Verification } from '../harness/conformance/verification.ts';
import { launchChromium } from './fixtures/browser.ts';
import { completeExampleRun } from './fixtures/complete-example.ts';
import { deviatingRun } from './fixtures/deviating.ts';
import { largeRun } from './fixtures/large.ts';
import { emptyRun, oddRun } from './fixtures/odd.ts';
import { temporaryFolder } from './fixtures/temporary-folder.ts';
import reporter from './junit.reporter.ts';
import { escapeXml } from './xml-text.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

interface Parsed {
  readonly error: string | null;
  readonly totals: Readonly<Record<string, string>>;
  readonly suites: readonly {
    readonly name: string;
    readonly tests: string;
    readonly failures: string;
    readonly errors: string;
    readonly cases: readonly { readonly name: string; readonly children: readonly string[]; readonly text: string }[];
  }[];
}

/** Writes the report and reads it with Chromium's XML parser, which knows nothing of ours. */
async function parsed(verification: Verification): Promise<Parsed> {
  await using folder = await temporaryFolder();
  const [file] = await reporter.report(verification, folder.path);
  const xml = await readFile(file?.path ?? '', 'utf8');
  const page = await browser.newPage();
  const result = await page.evaluate(`(${readInBrowser})(${JSON.stringify(xml)})`);
  await page.close();
  return result as Parsed;
}

const readInBrowser = `(xml) => {
  const parsed = new DOMParser().parseFromString(xml, 'application/xml');
  const own = (element, ...names) => Object.fromEntries(names.map((name) => [name, element.getAttribute(name)]));
  return {
    error: parsed.querySelector('parsererror')?.textContent ?? null,
    totals: own(parsed.documentElement, 'tests', 'failures', 'errors', 'skipped'),
    suites: [...parsed.querySelectorAll('testsuite')].map((suite) => ({
      ...own(suite, 'name', 'tests', 'failures', 'errors'),
      cases: [...suite.querySelectorAll('testcase')].map((one) => ({
        name: one.getAttribute('name'),
        children: [...one.children].map(({ tagName }) => tagName),
        text: one.textContent,
      })),
    })),
  };
}`;

describe('junit.xml', () => {
  it('has one suite per section and one for the run', async () => {
    const { error, suites, totals } = await parsed(completeExampleRun());
    expect(error).toBeNull();
    expect(suites.map(({ name, tests }) => [name, tests])).toEqual([
      ['Run', '1'],
      ['Routing precedence', '36'],
      ['Connectivity behavior', '1'],
      ['Credential protection', '1'],
    ]);
    expect(totals).toEqual({ tests: '39', failures: '0', errors: '0', skipped: '0' });
  });

  it('fails violations, errors on what proves nothing, and lets observations pass with a note', async () => {
    const { suites, totals } = await parsed(deviatingRun());
    const cases = suites.flatMap((suite) => suite.cases);
    const children = (name: string): readonly string[] | undefined => cases.find((one) => one.name === name)?.children;
    const rule = 'proxies[0].externalProxy.domainPatterns[0]';
    expect(children(`https://www.company.com [subdomain, fetch, ${rule}]`)).toEqual(['properties']);
    expect(children(`https://api.company.com [apex, fetch, ${rule}]`)).toEqual(['properties', 'failure']);
    expect(children('wss://s3.amazonaws.com [subdomain, websocket, bypass.domainPatterns[0]]')).toEqual([
      'properties',
      'error',
    ]);
    expect(children('https://unmatched.example.org [no-rule, fetch, proxies]')).toEqual(['properties', 'system-out']);
    expect(children('fail-open/error-page[proxy=wide.example.com:8080]')).toEqual(['properties', 'error']);
    expect(totals).toEqual({ tests: '20', failures: '4', errors: '2', skipped: '0' });
  });

  it('explains a failure in full', async () => {
    const { suites } = await parsed(deviatingRun());
    const failure = suites.flatMap(({ cases }) => cases).find(({ children }) => children.includes('failure'));
    expect(failure?.text.trim()).toMatchInlineSnapshot(`
      "It should go through wide.example.com:8080: pattern .company.com (proxies[0].externalProxy.domainPatterns[0]) is the first that claims api.company.com. This wins over pattern api.company.com of narrow.example.com:3128 (proxies[1].externalProxy.domainPatterns[0]).
      It reached the origin through narrow.example.com:3128.

      Expected: wide.example.com:8080 handles api.company.com: its pattern .company.com comes first in the array.
      Seen: narrow.example.com:3128 handled it and wide.example.com:8080 did not.
      Likely cause: The last or the most specific match wins instead of the first one.

      - narrow.example.com:3128 was asked for GET api.company.com:80 with no credentials and forwarded it from its own socket 127.0.0.1:40004.
      - The origin got GET for api.company.com over http (http/1.1) with marker http-api.company.com-apex from 127.0.0.1:40004.
      - The browser got status 200 with the marker after 12 ms.

      The origin's peer 127.0.0.1:40004 is the upstream socket of narrow.example.com:3128, record 1: the request came through narrow.example.com:3128."
    `);
  });

  it('is red when the run did not reach its end', async () => {
    const { suites, totals } = await parsed(emptyRun());
    expect(suites.map(({ name, cases }) => [name, cases.map(({ children }) => children)])).toEqual([
      ['Run', [['error']]],
    ]);
    expect(totals).toEqual({ tests: '1', failures: '0', errors: '1', skipped: '0' });
  });

  it('stays well-formed whatever the names are', async () => {
    const { error, suites } = await parsed(oddRun());
    expect(error).toBeNull();
    const names = suites.flatMap(({ cases }) => cases.map(({ name }) => name));
    expect(names.some((name) => name.includes('bücher.例え.テスト\\u0000\\u001b[31m\\ud800\\uffff'))).toBe(true);
    expect(names.some((name) => name.includes(']]>&"\'\n\t'))).toBe(true);
  });

  it('holds thousands of probes, two checks and the run itself', async () => {
    const { totals } = await parsed(largeRun(2_000));
    expect(totals['tests']).toBe('2003');
  });
});

describe('escapeXml', () => {
  it('keeps what XML can carry and shows the rest', () => {
    expect(escapeXml('a<b>&"\' \t\n𝒳')).toBe("a&lt;b&gt;&amp;&quot;' \t\n𝒳");
    expect(escapeXml('\u0000\u0008\ud800\ufffe')).toBe('\\u0000\\u0008\\ud800\\ufffe');
  });
});
