import { InvalidInputError, type Violation } from './invalid-input.ts';
import { PROXIES } from './limits.ts';
import type {
  ExternalProxy,
  ProxyBypass,
  ProxyConfiguration,
  ProxyCredentials,
  ProxyEntry,
} from './proxy-configuration.ts';
import { domainPatternsOf } from './values/domain-patterns.ts';
import { memberPath } from './values/json-path.ts';
import { type ListShape, readList } from './values/list.ts';
import { readObject } from './values/object.ts';
import { readPort } from './values/port.ts';
import type { Reader } from './values/report.ts';
import { readSecretArn } from './values/secret-arn.ts';
import { readServer } from './values/server.ts';
import { readUnion } from './values/union.ts';

const BASIC_AUTH = '{"secretArn": "arn:aws:secretsmanager:us-east-1:123456789012:secret:name-AbCdEf"}';
const EXTERNAL_PROXY = '{"server": "proxy.example.com", "port": 8080}';
const EXTERNAL_PROXY_MEMBERS = ['server', 'port', 'domainPatterns', 'credentials'] as const;
const PROXY = `{"externalProxy": ${EXTERNAL_PROXY}}`;

const PROXY_LIST: ListShape = {
  subject: '`proxies`',
  limits: PROXIES,
  rule: 'proxies-count',
  fix: {
    missing: `Write "proxies": [${PROXY}].`,
    otherType: () => `Write [${PROXY}].`,
    empty: `Write [${PROXY}]; for no proxy at all, leave \`proxyConfiguration\` out.`,
    tooLong: (surplus) => `Remove ${surplus}; only AWS support can raise the limit.`,
  },
};

/**
 * Checks a value of unknown origin against every limit that the API puts on a `ProxyConfiguration`.
 * The result is a copy that shares nothing with the value.
 *
 * @param source the input as the user named it, for the error.
 * @throws {InvalidInputError} with all violations, in the order of the configuration. No credential is ever quoted.
 */
export function parseProxyConfiguration(value: unknown, source: string): ProxyConfiguration {
  const violations: Violation[] = [];
  const configuration = readProxyConfiguration(value, '', (violation) => void violations.push(violation));
  if (configuration === undefined || violations.length > 0) throw new InvalidInputError(source, violations);
  return configuration;
}

/** Reads a `ProxyConfiguration` that stands at `path` of a larger input. Only good for use if nothing was reported. */
export const readProxyConfiguration: Reader<ProxyConfiguration> = (value, path, report) => {
  const shape = {
    subject: 'The proxy configuration',
    names: ['proxies', 'bypass'],
    example: `{"proxies": [${PROXY}]}`,
  } as const;
  const members = readObject(value, path, shape, report);
  if (members === undefined) return undefined;
  const proxies = readList(members.proxies, memberPath(path, 'proxies'), PROXY_LIST, readProxy, report);
  const bypass = optional(readBypass)(members.bypass, memberPath(path, 'bypass'), report);
  return proxies && { proxies, ...(bypass && { bypass }) };
};

const readProxy: Reader<ProxyEntry> = (value, path, report) => {
  const shape = {
    subject: 'The entry',
    names: ['externalProxy'],
    innerNames: EXTERNAL_PROXY_MEMBERS,
    example: PROXY,
  } as const;
  const member = readUnion(value, path, shape, report);
  const externalProxy = optional(readExternalProxy)(member, memberPath(path, 'externalProxy'), report);
  return externalProxy && { externalProxy };
};

const readExternalProxy: Reader<ExternalProxy> = (value, path, report) => {
  const shape = { subject: '`externalProxy`', names: EXTERNAL_PROXY_MEMBERS, example: EXTERNAL_PROXY };
  const members = readObject(value, path, shape, report);
  if (members === undefined) return undefined;
  const server = readServer(members.server, memberPath(path, 'server'), report);
  const port = readPort(members.port, memberPath(path, 'port'), report);
  const readPatterns = optional(domainPatternsOf('proxy'));
  const domainPatterns = readPatterns(members.domainPatterns, memberPath(path, 'domainPatterns'), report);
  const credentials = optional(readCredentials)(members.credentials, memberPath(path, 'credentials'), report);
  if (server === undefined || port === undefined) return undefined;
  return { server, port, ...(domainPatterns && { domainPatterns }), ...(credentials && { credentials }) };
};

const readCredentials: Reader<ProxyCredentials> = (value, path, report) => {
  const shape = {
    subject: '`credentials`',
    names: ['basicAuth'],
    innerNames: ['secretArn'],
    example: `{"basicAuth": ${BASIC_AUTH}}`,
  } as const;
  const member = readUnion(value, path, shape, report);
  const basicAuth = optional(readBasicAuth)(member, memberPath(path, 'basicAuth'), report);
  return basicAuth && { basicAuth };
};

const readBasicAuth: Reader<ProxyCredentials['basicAuth']> = (value, path, report) => {
  const shape = { subject: '`basicAuth`', names: ['secretArn'], example: BASIC_AUTH } as const;
  const members = readObject(value, path, shape, report);
  if (members === undefined) return undefined;
  const secretArn = readSecretArn(members.secretArn, memberPath(path, 'secretArn'), report);
  return secretArn === undefined ? undefined : { secretArn };
};

const readBypass: Reader<ProxyBypass> = (value, path, report) => {
  const shape = {
    subject: '`bypass`',
    names: ['domainPatterns'],
    example: '{"domainPatterns": [".example.com"]}',
  } as const;
  const members = readObject(value, path, shape, report);
  if (members === undefined) return undefined;
  const readPatterns = optional(domainPatternsOf('bypass'));
  const domainPatterns = readPatterns(members.domainPatterns, memberPath(path, 'domainPatterns'), report);
  return domainPatterns ? { domainPatterns } : {};
};

/** Leaves a missing value alone: the API does not require it. */
function optional<Value>(read: Reader<Value>): Reader<Value> {
  return (value, path, report) => (value === undefined ? undefined : read(value, path, report));
}
