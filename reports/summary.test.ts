import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { TextStyle } from '../harness/conformance/reporter.ts';
import type { Verification } from '../harness/conformance/verification.ts';
import { completeExampleRun } from './fixtures/complete-example.ts';
import { deviatingRun } from './fixtures/deviating.ts';
import { expectingRun } from './fixtures/expecting.ts';
import { largeRun } from './fixtures/large.ts';
import { emptyRun } from './fixtures/odd.ts';
import { suiteRun } from './fixtures/suite.ts';
import summary from './summary.ts';

/** All of it, as on a terminal where no reports are written in between. */
function summarise(run: Verification, style: TextStyle): string {
  return `${summary.body(run, style)}\n\n${summary.verdict(run, style)}`;
}

const PLAIN = { columns: 80, colour: false };

describe('what a person reads at the end of a run', () => {
  it('in which everything conforms', () => {
    expect(summarise(completeExampleRun(), PLAIN)).toMatchInlineSnapshot(`
      "complete-example.json  emulated target · Chromium 156.0.7312.4 · 36 probes and 2 checks in 2.5 s

        rule                   route                        http  https  ws   wss
      ✓ bypass .amazonaws.com  direct                       2/2   2/2    2/2  2/2
      ✓ .company.com           corp-proxy.example.com:8080  4/4   4/4    4/4  4/4
      ✓ no rule                direct                       3/3   3/3    3/3  3/3
        n/m: of m requests that the rule decides, n took its route, as proxy, origin and browser agree.

      ✓ fail-open/session-starts
          The session was READY after 212 ms.
      ✓ credentials/not-in-answers
          The answer held secretArn only.

      note default-missing at proxies
          No proxy is without patterns, and the document does not say where the other hosts go. Add a proxy without \`domainPatterns\` if they must go through one.

      CONFORMS  Every statement that this run examined holds."
    `);
  });

  it('with a violation, missing evidence, an observation and a fault of the tool', () => {
    expect(summarise(deviatingRun(), PLAIN)).toMatchInlineSnapshot(`
      "two-proxies.json  emulated target · Chromium 156.0.7312.4 · 16 probes and 3 checks in 2.5 s

        rule                   route                    http  https  ws   wss
      ? bypass .amazonaws.com  direct                   1/1   1/1    1/1  0/1
      ✗ .company.com           wide.example.com:8080    1/2   1/2    1/2  1/2
      - api.company.com        narrow.example.com:3128  -     -      -    -
      ~ no rule                direct                   1/1   0/1    1/1  1/1
        n/m: of m requests that the rule decides, n took its route, as proxy, origin and browser agree.

      ✓ fail-open/session-starts
          The session was READY after 212 ms.
      ✓ credentials/not-in-answers
          The answer held secretArn only.
      ! fail-open/error-page[proxy=wide.example.com:8080]
          The screenshot could not be taken.

      warning pattern-shadowed-by-proxy at proxies[1].externalProxy.domainPatterns[0]
          api.company.com is never used: .company.com comes first and claims the same hosts. Move the proxy with the narrower pattern to the front of the array.

      ✗ fetch of http://api.company.com/http-api.company.com-apex  violates, R-PRECEDENCE-2
          expected  wide.example.com:8080 handles api.company.com: its pattern .company.com comes first in the array.
          seen      narrow.example.com:3128 handled it and wide.example.com:8080 did not.
          evidence  narrow.example.com:3128 was asked for GET api.company.com:80 with no credentials and forwarded it from its own socket 127.0.0.1:40004.
                    The origin got GET for api.company.com over http (http/1.1) with marker http-api.company.com-apex from 127.0.0.1:40004.
                    The browser got status 200 with the marker after 12 ms.
                    The origin's peer 127.0.0.1:40004 is the upstream socket of narrow.example.com:3128, record 1: the request came through narrow.example.com:3128.
          cause     The last or the most specific match wins instead of the first one.
      ✗ fetch of https://api.company.com/https-api.company.com-apex  violates, R-PRECEDENCE-2
          expected  wide.example.com:8080 handles api.company.com: its pattern .company.com comes first in the array.
          seen      narrow.example.com:3128 handled it and wide.example.com:8080 did not.
          evidence  narrow.example.com:3128 was asked for CONNECT api.company.com:443 with no credentials and opened a tunnel from its own socket 127.0.0.1:40010.
                    The origin got GET for api.company.com over https (h2) with marker https-api.company.com-apex from 127.0.0.1:40010.
                    The browser got status 200 with the marker after 12 ms.
                    The origin's peer 127.0.0.1:40010 is the upstream socket of narrow.example.com:3128, record 2: the request came through narrow.example.com:3128.
          cause     The last or the most specific match wins instead of the first one.
      ~ fetch of https://unmatched.example.org/https-unmatched.example.org-no-rule  observation, R-UNMATCHED-1
          expected  unmatched.example.org is reached directly: no rule claims it and there is no default proxy.
          seen      wide.example.com:8080 was asked for it and could not reach the destination.
          evidence  wide.example.com:8080 was asked for CONNECT unmatched.example.org:443 with valid credentials and could not reach the destination (502). It noted: connect ECONNREFUSED 127.0.0.1:8443
                    The browser failed with net::ERR_TUNNEL_CONNECTION_FAILED after 31 ms.
      ✗ WebSocket to ws://api.company.com/ws-api.company.com-apex  violates, R-PRECEDENCE-2
          expected  wide.example.com:8080 handles api.company.com: its pattern .company.com comes first in the array.
          seen      narrow.example.com:3128 handled it and wide.example.com:8080 did not.
          evidence  narrow.example.com:3128 was asked for CONNECT api.company.com:80 with no credentials and opened a tunnel from its own socket 127.0.0.1:40017.
                    The origin got GET for api.company.com over ws (http/1.1) with marker ws-api.company.com-apex from 127.0.0.1:40017.
                    The browser's WebSocket opened and echoed with the marker after 12 ms.
                    The origin's peer 127.0.0.1:40017 is the upstream socket of narrow.example.com:3128, record 3: the request came through narrow.example.com:3128.
          cause     The last or the most specific match wins instead of the first one.
      ✗ WebSocket to wss://api.company.com/wss-api.company.com-apex  violates, R-PRECEDENCE-2
          expected  wide.example.com:8080 handles api.company.com: its pattern .company.com comes first in the array.
          seen      narrow.example.com:3128 handled it and wide.example.com:8080 did not.
          evidence  narrow.example.com:3128 was asked for CONNECT api.company.com:443 with no credentials and opened a tunnel from its own socket 127.0.0.1:40023.
                    The origin got GET for api.company.com over wss (http/1.1) with marker wss-api.company.com-apex from 127.0.0.1:40023.
                    The browser's WebSocket opened and echoed with the marker after 12 ms.
                    The origin's peer 127.0.0.1:40023 is the upstream socket of narrow.example.com:3128, record 4: the request came through narrow.example.com:3128.
          cause     The last or the most specific match wins instead of the first one.
      ? WebSocket to wss://s3.amazonaws.com/wss-s3.amazonaws.com-subdomain  inconclusive, R-PRECEDENCE-1
          expected  s3.amazonaws.com is reached directly: bypass pattern .amazonaws.com claims it.
          seen      No proxy and no origin saw the request; the browser failed with net::ERR_NAME_NOT_RESOLVED.
          evidence  The browser failed with net::ERR_NAME_NOT_RESOLVED after 31 ms.
      ! fail-open/error-page[proxy=wide.example.com:8080]  harness-fault, R-FAIL-OPEN-1
          expected  The browser shows an error page.
          seen      The automation stream closed before the screenshot was taken.
          cause     The browser process ended; see the run log.

      VIOLATES  At least one statement does not hold."
    `);
  });

  it('in which the user expects what the rules do not say, also over schemes that nothing else is asked for over', () => {
    expect(summary.body(expectingRun(), PLAIN).split('\n\n')[1]).toMatchInlineSnapshot(`
      "  rule                   route                        http  https
      ✓ bypass .amazonaws.com  direct                       1/1   -
      ✓ .company.com           corp-proxy.example.com:8080  4/4   -
      ✓ no rule                direct                       3/3   -
      ✗ your expectations      corp-proxy.example.com:8080  1/2   -
      ✗ your expectations      direct                       -     0/1
        n/m: of m requests that the rule decides or you have expectations of, n took the row's route, as proxy, origin and browser agree.
        Where you expect another route than the rule says, only your expectation counts."
    `);
  });

  it('that was interrupted', () => {
    const interrupted = { ...emptyRun(), verdict: 'inconclusive', incomplete: 'The run was interrupted.' } as const;
    expect(summarise(interrupted, PLAIN)).toMatchInlineSnapshot(`
      "complete-example.json  emulated target · 0 probes and 0 checks in 2.5 s

        rule                   route
      - bypass .amazonaws.com  direct
      - .company.com           proxy #0
      - no rule                direct
        n/m: of m requests that the rule decides, n took its route, as proxy, origin and browser agree.

      INCONCLUSIVE  The run was interrupted."
    `);
  });

  it('of conformance cases', () => {
    expect(summarise(suiteRun(), PLAIN)).toMatchInlineSnapshot(`
      "conformance cases  emulated target · Chromium 156.0.7312.4 · 5 of 6 cells in 2.5 s

        profile       outcome       conform  deviate  observed  statements examined  beyond any run
      ✗ Core routing  violates      1        1        1         2 of 4               0
      - Credentials   not examined  -        -        -         0 of 1               0
      ✓ Resilience    conforms      1        0        0         1 of 1               0
      - API           not examined  -        -        -         0 of 0               0

      ✗ routing/first-match-wins[scheme=https]  violates, R-PRECEDENCE-2
          expected  The first proxy handles it.
          seen      The second proxy handled it.
          evidence  proxy-1 was asked for CONNECT api.company.com:443 with no credentials and opened a tunnel from its own socket 127.0.0.1:40002.
                    The origin got GET for api.company.com over https (h2) with marker https-api.company.com-apex from 127.0.0.1:40002.
                    The browser got status 200 with the marker after 12 ms.
          cause     The last match wins | or the most specific one.
      ~ routing/no-default  observation, R-UNMATCHED-1
          expected  The first proxy handles it.
          seen      It did not.

      As expected, these deviate: fail-open/session-starts.
      ✗ Stale expected failure [1] (fail-open/**): fail-open/session-lives conforms. Take the entry out of the file, or narrow it.
      6 cells: 2 conform, 1 violates, 1 deviates where the document is silent, 1 fails as expected, 1 not run.

      VIOLATES  The run was interrupted."
    `);
  });

  it('with more deviations than a terminal has room for', () => {
    const [api] = deviatingRun().probes.filter(({ verdict }) => verdict === 'violates');
    if (api === undefined) throw new Error('The fixture has no violation.');
    const run = { ...deviatingRun(), checks: [], probes: Array.from({ length: 53 }, () => api) };
    const text = summarise(run, PLAIN);
    expect(text.match(/^✗ fetch of http.* {2}violates, /gm)).toHaveLength(50);
    expect(text).toContain('\n… and 3 more; --out writes all of them.\n');
  });
});

describe('style', () => {
  it('colours only add to the words', () => {
    for (const run of [completeExampleRun(), deviatingRun()]) {
      const coloured = summarise(run, { columns: 80, colour: true });
      expect(coloured).not.toBe(summarise(run, PLAIN));
      expect(stripVTControlCharacters(coloured)).toBe(summarise(run, PLAIN));
    }
  });

  it.each([
    ['conforms', completeExampleRun(), '\u001B[32m\u001B[1mCONFORMS'],
    ['violates', deviatingRun(), '\u001B[31m\u001B[1mVIOLATES'],
    ['inconclusive', { ...deviatingRun(), verdict: 'inconclusive' as const }, '\u001B[33m\u001B[1mINCONCLUSIVE'],
  ])('%s has its colour', (_, run, verdict) => {
    expect(summarise(run, { columns: 80, colour: true })).toContain(verdict);
  });

  it('a narrow terminal changes no line: what is copied from it stays whole', () => {
    expect(summarise(deviatingRun(), { columns: 20, colour: false })).toBe(summarise(deviatingRun(), PLAIN));
  });
});

it('is short whatever the size of the run', () => {
  expect(summarise(largeRun(10_000), PLAIN).split('\n').length).toBeLessThan(600);
});
