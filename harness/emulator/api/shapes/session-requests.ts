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
  type ValueOf,
} from '../shape.ts';
import { proxyConfiguration } from './proxy-configuration.ts';
import {
  certificates,
  enterprisePolicies,
  extensions,
  filesystemConfigurations,
  profileConfiguration,
} from './session-resources.ts';

const browserIdentifier = fromPath(string());
const sessionId = fromQuery('sessionId', string({ pattern: /^[0-9a-zA-Z]{1,40}$/ }));
const clientToken = optional(string({ min: 33, max: 256, pattern: /^[a-zA-Z0-9](-*[a-zA-Z0-9]){0,256}$/ }));

const tracing = {
  traceId: fromHeader('X-Amzn-Trace-Id', string({ max: 1024 })),
  traceParent: fromHeader('traceparent', string({ max: 1024 })),
};

const sessionStatus = oneOf('READY', 'TERMINATED');

/** Shape `StartBrowserSessionRequest`. */
export const startBrowserSessionRequest = structure({
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
  proxyConfiguration: optional(proxyConfiguration),
  enterprisePolicies: optional(enterprisePolicies),
  certificates: optional(certificates),
  filesystemConfigurations: optional(filesystemConfigurations),
  clientToken,
});

/** Shape `GetBrowserSessionRequest`. */
export const getBrowserSessionRequest = structure({ browserIdentifier, sessionId });

/** Shape `ListBrowserSessionsRequest`. */
export const listBrowserSessionsRequest = structure({
  browserIdentifier,
  maxResults: optional(integer({ min: 1, max: 100 })),
  nextToken: optional(string({ min: 1, max: 2048, pattern: /^\S*$/ })),
  status: optional(sessionStatus),
});

/** Shape `StopBrowserSessionRequest`. */
export const stopBrowserSessionRequest = structure({ ...tracing, browserIdentifier, sessionId, clientToken });

export type StartBrowserSessionRequest = ValueOf<typeof startBrowserSessionRequest>;
