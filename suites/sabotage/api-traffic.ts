import type { Endpoint } from '../../harness/emulator/api/request-listener.ts';
import type { Answer } from '../../harness/emulator/api/service.ts';
import type { ServiceError } from '../../harness/emulator/api/service-error.ts';

/** What a request holds, as far as a fault looks at it. Nothing in it has been checked. */
interface Sent {
  readonly [member: string]: unknown;
  readonly proxyConfiguration?: SentConfiguration;
}

export interface SentConfiguration {
  readonly proxies?: readonly SentEntry[];
  readonly bypass?: SentPatterns;
}

interface SentEntry {
  readonly externalProxy?: SentProxy;
}

interface SentProxy extends SentPatterns {
  readonly server?: unknown;
  readonly port?: unknown;
  readonly credentials?: unknown;
}

interface SentPatterns {
  readonly domainPatterns?: readonly unknown[];
}

type Change<Value> = (value: Value) => Value;

/** The API gets other requests than were sent, each changed by `change` before anything reads it. */
export function changingRequests(change: (sent: Sent, path: string) => Sent): Change<Endpoint> {
  return (endpoint) => ({
    ...endpoint,
    browsers: {
      ...endpoint.browsers,
      find(request, caller) {
        const sent = readObject(request.body.toString());
        const body = sent === undefined ? request.body : Buffer.from(JSON.stringify(change(sent, request.path)));
        return endpoint.browsers.find({ ...request, body }, caller);
      },
    },
  });
}

/** The API gets other proxy configurations than were sent. */
export function changingConfigurations(change: Change<SentConfiguration>): Change<Endpoint> {
  return changingRequests((sent) => {
    const { proxyConfiguration } = sent;
    return proxyConfiguration ? { ...sent, proxyConfiguration: change(proxyConfiguration) } : sent;
  });
}

/** The API gets other external proxies than were sent. */
export function changingProxies(change: Change<SentProxy>): Change<Endpoint> {
  return changingConfigurations((configuration) => ({
    ...configuration,
    ...(configuration.proxies && {
      proxies: configuration.proxies.map((entry) =>
        entry.externalProxy ? { externalProxy: change(entry.externalProxy) } : entry,
      ),
    }),
  }));
}

/** The API gets other lists of patterns than were sent, the bypass's included; `undefined` for none. */
export function changingPatterns(
  change: (patterns: readonly unknown[]) => readonly unknown[] | undefined,
): Change<Endpoint> {
  const changed = <Patterns extends SentPatterns>({ domainPatterns, ...rest }: Patterns) => {
    const patterns = domainPatterns && change(domainPatterns);
    return { ...rest, ...(patterns && { domainPatterns: patterns }) };
  };
  const inBypass = changingConfigurations((configuration) => ({
    ...configuration,
    ...(configuration.bypass && { bypass: changed(configuration.bypass) }),
  }));
  const inProxies = changingProxies(changed);
  return (endpoint) => inBypass(inProxies(endpoint));
}

/** Successful answers of an operation say something else. @param change gets the request as well. */
export function changingAnswers(operation: string, change: (answer: Sent, sent: Sent) => object): Change<Endpoint> {
  return (endpoint) => ({
    ...endpoint,
    browsers: {
      ...endpoint.browsers,
      find(request, caller) {
        const call = endpoint.browsers.find(request, caller);
        if (call.operation !== operation) return call;
        return {
          ...call,
          async run(): Promise<Answer> {
            const answer = await call.run();
            const sent = readObject(request.body.toString()) ?? {};
            return { ...answer, body: JSON.stringify(change(readObject(answer.body) ?? {}, sent)) };
          },
        };
      },
    },
  });
}

/** Refusals look otherwise. */
export function changingRefusals(
  change: (error: ServiceError, refuse: (error: ServiceError) => Answer) => Answer,
): Change<Endpoint> {
  return (endpoint) => ({
    ...endpoint,
    browsers: { ...endpoint.browsers, refuse: (error) => change(error, endpoint.browsers.refuse) },
  });
}

function readObject(text: string): Sent | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}
