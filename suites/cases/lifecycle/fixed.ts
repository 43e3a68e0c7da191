import { isDeepStrictEqual } from 'node:util';
import { judgeRequest } from '../../../harness/conformance/cases/judge-request.ts';
import { that } from '../../../harness/conformance/cases/that.ts';
import { defineCase, defineSteps } from '../define.ts';

const CLAIMED = { url: 'https://www.claimed.test/' };

export const noRuntimeChange = defineSteps({
  id: 'lifecycle/no-runtime-change',
  requirements: ['R-LIFECYCLE-NO-CHANGE', 'R-LIFECYCLE-SET-ONCE'],
  stimulus: 'UpdateBrowserStream, the one call that changes a running session, is sent another proxy configuration.',
  obligation: 'Whatever it answers, routes and GetBrowserSession stay as they were.',
  configuration: () => ({ proxies: [{ name: 'claiming', claims: ['.claimed.test'] }, { name: 'fallback' }] }),
  async steps(stage) {
    const session = await stage.start();
    const before = await session.ask([CLAIMED]);
    const describedBefore = await session.describe();
    const update = await stage.call({
      method: 'PUT',
      path: 'sessions/streams/update',
      query: { sessionId: session.sessionId },
      body: {
        streamUpdate: { automationStreamUpdate: { streamStatus: 'ENABLED' } },
        proxyConfiguration: { ...stage.configuration, bypass: { domainPatterns: ['.claimed.test'] } },
      },
    });
    const after = await session.ask([CLAIMED]);
    return { before, after, update, describedBefore, describedAfter: await session.describe() };
  },
  expect: ({ before, after, update, describedBefore, describedAfter }) => [
    ...before.map((one) => judgeRequest(one, { goes: 'claiming' })),
    ...after
      .map((one) => judgeRequest(one, { goes: 'claiming' }))
      .map((judgement) => ({
        ...judgement,
        deviations: judgement.deviations.map((deviation) => ({ ...deviation, requirement: 'R-LIFECYCLE-NO-CHANGE' })),
      })),
    that(
      isDeepStrictEqual(describedBefore.proxyConfiguration, describedAfter.proxyConfiguration),
      `UpdateBrowserStream answered ${update.status}, and GetBrowserSession shows the configuration as before.`,
      `UpdateBrowserStream answered ${update.status}, and GetBrowserSession shows another configuration.`,
      { requirement: 'R-LIFECYCLE-SET-ONCE' },
    ),
  ],
  provedBy: ['update-changes-routes', 'shows-updated-configuration'],
});

export const fromTheFirst = defineCase({
  id: 'lifecycle/from-the-first-request',
  requirements: ['R-APPLIED-FROM-START'],
  stimulus: 'A page is opened and resources are fetched as the first thing that a session does.',
  obligation: 'Already the first request goes through the proxy.',
  configuration: () => ({ proxies: [{ name: 'fallback' }] }),
  probes: () => [
    { url: 'https://first.test/', goes: 'fallback' },
    { url: 'http://second.test/', goes: 'fallback' },
    { url: 'wss://third.test/', goes: 'fallback' },
  ],
  provedBy: ['applied-late'],
});

export const proxyServerFlag = defineSteps({
  id: 'lifecycle/proxy-server-flag',
  requirements: ['R-PROXY-SERVER-FLAG'],
  stimulus: 'The browser of a session with a proxy is asked for its own command line.',
  obligation: 'It was started with --proxy-server, and the flag holds no credentials.',
  configuration: () => ({
    proxies: [{ name: 'wants-credentials', access: { proxy: 'basic', secret: { kind: 'right' } } }],
  }),
  async steps(stage) {
    const session = await stage.start();
    const flags = await session.commandLine();
    return { flag: flags.find((flag) => flag.startsWith('--proxy-server=')), leaks: stage.holdsCredentials(flags) };
  },
  expect: ({ flag, leaks }) => [
    that(
      flag !== undefined,
      `The browser was started with ${flag}.`,
      'The browser was started without --proxy-server.',
    ),
    that(
      !leaks,
      'No credentials are on the command line.',
      'Credentials are on the command line, where every process of the machine can read them.',
      { requirement: 'R-CREDENTIALS-NOT-IN-BROWSER' },
    ),
  ],
  provedBy: ['no-proxy-server-flag'],
});
