import {
  fromHeader,
  fromPath,
  fromQuery,
  integer,
  oneOf,
  optional,
  required,
  string,
  structure,
  union,
  type ValueOf,
} from '../shape.ts';
import { browserAction } from './browser-action.ts';
import { type ProxyLimits, proxyConfiguration } from './proxy-configuration.ts';
import {
  certificates,
  enterprisePolicies,
  extensions,
  filesystemConfigurations,
  profileConfiguration,
  profileIdentifier,
} from './session-resources.ts';

const browserIdentifier = fromPath(string());
const sessionId = string({ pattern: /^[0-9a-zA-Z]{1,40}$/ });
const sessionIdFromQuery = fromQuery('sessionId', sessionId);
const clientToken = optional(string({ min: 33, max: 256, pattern: /^[a-zA-Z0-9](-*[a-zA-Z0-9]){0,256}$/ }));

const tracing = {
  traceId: fromHeader('X-Amzn-Trace-Id', optional(string({ max: 1024 }))),
  traceParent: fromHeader('traceparent', optional(string({ max: 1024 }))),
};

const sessionStatus = oneOf('READY', 'TERMINATED');

/** Shape `StartBrowserSessionRequest`; the lengths of its proxy lists are quotas. */
export const startBrowserSessionRequest = (limits: ProxyLimits) =>
  structure({
    ...tracing,
    browserIdentifier,
    name: optional(string({ min: 1, max: 100 })),
    sessionTimeoutSeconds: optional(integer({ min: 1, max: 28_800 })),
    viewPort: optional(
      structure({
        width: required(integer({ min: 320, max: 3840 })),
        height: required(integer({ min: 240, max: 2160 })),
      }),
    ),
    extensions: optional(extensions),
    profileConfiguration: optional(profileConfiguration),
    proxyConfiguration: optional(proxyConfiguration(limits)),
    enterprisePolicies: optional(enterprisePolicies),
    certificates: optional(certificates),
    filesystemConfigurations: optional(filesystemConfigurations),
    clientToken,
  });

/** Shape `GetBrowserSessionRequest`. */
export const getBrowserSessionRequest = structure({ browserIdentifier, sessionId: sessionIdFromQuery });

/** Shape `ListBrowserSessionsRequest`. */
export const listBrowserSessionsRequest = structure({
  browserIdentifier,
  maxResults: optional(integer({ min: 1, max: 100 })),
  nextToken: optional(string({ min: 1, max: 2048, pattern: /^\S*$/ })),
  status: optional(sessionStatus),
});

/** Shape `StopBrowserSessionRequest`. */
export const stopBrowserSessionRequest = structure({
  ...tracing,
  browserIdentifier,
  sessionId: sessionIdFromQuery,
  clientToken,
});

/** Shape `UpdateBrowserStreamRequest`. */
export const updateBrowserStreamRequest = structure({
  browserIdentifier,
  sessionId: sessionIdFromQuery,
  streamUpdate: required(
    union({ automationStreamUpdate: structure({ streamStatus: optional(oneOf('ENABLED', 'DISABLED')) }) }),
  ),
  clientToken,
});

/** The header that carries the session of InvokeBrowser, both ways. */
export const SESSION_ID_HEADER = 'x-amzn-browser-session-id';

/** Shape `InvokeBrowserRequest`. */
export const invokeBrowserRequest = structure({
  browserIdentifier,
  sessionId: fromHeader(SESSION_ID_HEADER, required(sessionId)),
  action: required(browserAction),
});

/** Shape `SaveBrowserSessionProfileRequest`. */
export const saveBrowserSessionProfileRequest = structure({
  ...tracing,
  profileIdentifier: fromPath(profileIdentifier),
  browserIdentifier: required(string()),
  sessionId: required(sessionId),
  clientToken,
});

export type StartBrowserSessionRequest = ValueOf<ReturnType<typeof startBrowserSessionRequest>>;
