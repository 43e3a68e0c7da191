import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import badge from './badge.reporter.ts';
import { completeExampleRun } from './fixtures/complete-example.ts';
import { deviatingRun } from './fixtures/deviating.ts';
import { largeRun } from './fixtures/large.ts';
import { suiteRun } from './fixtures/suite.ts';
import { temporaryFolder } from './fixtures/temporary-folder.ts';
import reporter from './markdown.reporter.ts';
import { markdownSummary } from './markdown-summary.ts';
import { code, escaped } from './markdown-text.ts';

describe('summary.md', () => {
  it('says of conformance cases what broke, by which evidence, and how to see it again', async () => {
    await using folder = await temporaryFolder();
    const [file] = await reporter.report(suiteRun(), folder.path);
    expect(file).toEqual({ title: 'Markdown summary', path: path.join(folder.path, 'summary.md') });
    expect(await readFile(path.join(folder.path, 'summary.md'), 'utf8')).toMatchInlineSnapshot(`
      "## ❌ violates: conformance cases

      The run was interrupted.

      6 cells: 2 conform, 1 violates, 1 deviates where the document is silent, 1 fails as expected, 1 not run.

      | profile | outcome | conform | deviate | observed | statements examined | beyond any run |
      | --- | --- | --- | --- | --- | --- | --- |
      | Core routing | violates | 1 | 1 | 1 | 2 of 4 | 0 |
      | Credentials | not-examined | 0 | 0 | 0 | 0 of 1 | 0 |
      | Resilience | conforms | 1 | 0 | 0 | 1 of 1 | 0 |
      | API | not-examined | 0 | 0 | 0 | 0 of 0 | 0 |

      ### Violations (1)

      **\`routing/first-match-wins[scheme=https]\`**
      - R-PRECEDENCE-2, documented
        - expected: The first proxy handles it.
        - seen: The second proxy handled it.
        - evidence: proxy-1 was asked for CONNECT api.company.com:443 with no credentials and opened a tunnel from its own socket 127.0.0.1:40002.
        - evidence: The origin got GET for api.company.com over https (h2) with marker https-api.company.com-apex from 127.0.0.1:40002.
        - evidence: The browser got status 200 with the marker after 12 ms.
        - likely cause: The last match wins \\| or the most specific one.
      - reproduce: \`agentcore-proxy-conformance run --run 'routing/first-match-wins[scheme=https]' --seed 7 --personality observed\`

      ### Observed where the document is silent (1)

      - \`routing/no-default\`: It did not.
        - reproduce: \`agentcore-proxy-conformance run --run 'routing/no-default' --seed 7 --personality observed\`

      ### Deviate as expected (1)

      - \`fail-open/session-starts\`

      ### Expected failures that did not come (1)

      - Stale expected failure \\[1\\] (fail-open/\\*\\*): fail-open/session-lives conforms. Take the entry out of the file, or narrow it.

      <sub>emulated target · Chromium 156.0.7312.4 · personality observed · seed 7 · run 01KAQ8Z5T0SUITERUN00000000 · agentcore-proxy-conformance 0.1.0</sub>
      "
    `);
  });

  it('is short when a configuration conforms', () => {
    expect(markdownSummary(completeExampleRun())).toMatchInlineSnapshot(`
      "## ✅ conforms: complete-example.json

      Every statement that this run examined holds.

      | profile | outcome | conform | deviate | observed | statements examined | beyond any run |
      | --- | --- | --- | --- | --- | --- | --- |
      | Core routing | conforms | 36 | 0 | 0 | 3 of 4 | 0 |
      | Credentials | conforms | 1 | 0 | 0 | 1 of 1 | 0 |
      | Resilience | conforms | 1 | 0 | 0 | 1 of 1 | 0 |
      | API | not-examined | 0 | 0 | 0 | 0 of 0 | 0 |

      <sub>emulated target · Chromium 156.0.7312.4 · run 01KAQ8Z5T0COMPLETEEXAMPLE0 · agentcore-proxy-conformance 0.1.0</sub>
      "
    `);
  });

  it('of a configuration names the verification to repeat', () => {
    const summary = markdownSummary(deviatingRun());
    expect(summary).toContain('### Violations (4)\n');
    expect(summary).toContain('### Not proved (2)\n');
    expect(summary).toContain('\n\nReproduce: `agentcore-proxy-conformance verify two-proxies.json --strict`\n\n');
  });

  it('stays far below what a CI job may show, whatever the size of the run', () => {
    const [violation] = deviatingRun().probes.filter(({ verdict }) => verdict === 'violates');
    if (violation === undefined) throw new Error('The fixture has no violation.');
    const summary = markdownSummary({ ...largeRun(10_000), probes: Array.from({ length: 10_000 }, () => violation) });
    expect(summary).toContain('… and 9980 more; the conformance report has all of them.');
    expect(summary.length).toBeLessThan(64 * 1024);
  });

  it('shows texts as they are', () => {
    expect(escaped('a|b <i> *c* [d]\n e')).toBe('a\\|b \\<i\\> \\*c\\* \\[d\\] e');
    expect(code('a`b')).toBe('`` a`b ``');
  });
});

describe('badge.json', () => {
  const whole = suiteRun();
  const stale = { ...whole, checks: whole.checks.filter(({ verdict }) => verdict === 'conforms') };
  it.each([
    [completeExampleRun(), '38 of 38 conform', 'brightgreen'],
    [deviatingRun(), '4 violations', 'red'],
    [suiteRun(), '1 violation', 'red'],
    [stale, 'expected failures are stale', 'orange'],
    [{ ...deviatingRun(), verdict: 'inconclusive' as const }, 'inconclusive', 'lightgrey'],
    [{ ...deviatingRun(), verdict: 'harness-fault' as const }, 'harness fault', 'lightgrey'],
  ])('%#', async (run, message, color) => {
    await using folder = await temporaryFolder();
    await badge.report(run, folder.path);
    expect(JSON.parse(await readFile(path.join(folder.path, 'badge.json'), 'utf8'))).toEqual({
      schemaVersion: 1,
      label: 'proxy conformance',
      message,
      color,
    });
  });
});
