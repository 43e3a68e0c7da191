import { InvalidInputError, type Violation } from '../../configuration/invalid-input.ts';
import { parseProxyConfiguration } from '../../configuration/parse-proxy-configuration.ts';
import { quoted } from '../../configuration/values/quote.ts';
import { partitionOf } from '../../policies/arns.ts';
import { sessionRequest } from '../../policies/session-request.ts';
import type { ProxySetup, SessionCaller, Setup } from '../../policies/setup.ts';
import type { InitOptions } from './init-options.ts';

const SOURCE = 'command line';

/** An option whose text has one form. */
interface Format {
  readonly option: string;
  readonly form: RegExp;
  readonly problem: string;
  readonly fix: string;
}

const ACCOUNT = { form: /^\d{12}$/, problem: 'This is no account number.', fix: 'Write its twelve digits.' };
const CALLER: Format = {
  option: '--caller',
  form: /^(?:role|user)\/[\w+=,.@-]{1,64}$/,
  problem: 'This is no role and no user.',
  fix: 'Write role/name or user/name, without a path and without an ARN.',
};
const REGION: Format = {
  option: '--region',
  form: /^[a-z]{2}(?:-[a-z]+)+-\d$/,
  problem: 'This is no region.',
  fix: 'Write one such as us-east-1.',
};
const BROWSER: Format = {
  option: '--browser',
  form: /^(?:aws\.browser\.v1|[a-zA-Z][a-zA-Z0-9_]{0,47}-[a-zA-Z0-9]{10})$/,
  problem: 'This is no browser identifier.',
  fix: 'Write aws.browser.v1, or that of your own browser, which ends with a hyphen and ten characters.',
};
const SECRET_NAME: Format = {
  option: '--secret-name',
  form: /^(?!.*-[a-zA-Z0-9]{6}$)[\w/+=.@-]{1,512}$/,
  problem: 'This is no name for a secret whose ARN is to be found by its beginning.',
  fix: 'Write up to 512 letters, digits and any of _ / + = . @ -, without a hyphen and six characters at the end.',
};

/** Stands for a proxy without credentials. */
const NO_SECRET = '-';

/**
 * Reads what the options say.
 * @throws {InvalidInputError} with everything that is wrong with them, or with the configuration that they make.
 */
export function readSetup(options: InitOptions): Setup {
  const { account, region, browser, bypass, crossAccount, secretName } = options;
  const violations: Violation[] = [];
  const check = ({ option, form, problem, fix }: Format, text: string | undefined): void => {
    if (text !== undefined && !form.test(text)) violations.push(violation(option, problem, fix, text));
  };
  check({ option: '--account', ...ACCOUNT }, account);
  check({ option: '--cross-account', ...ACCOUNT }, crossAccount);
  check(REGION, region);
  check(BROWSER, browser);
  check(CALLER, options.caller);
  for (const name of secretName) if (name !== NO_SECRET) check(SECRET_NAME, name);
  violations.push(...proxiesWithoutPort(options), ...secretsWithoutProxy(options), ...keyProblems(options));
  if (violations.length > 0) throw new InvalidInputError(SOURCE, violations);

  const setup: Setup = {
    region,
    accountId: account,
    ...(options.caller === undefined ? {} : { caller: readCaller(options.caller) }),
    browserIdentifier: browser,
    proxies: options.proxy.map((text, index) => readProxy(text, secretName[index])),
    bypassPatterns: bypass,
    secretsAccountId: crossAccount ?? account,
    ...(options.kmsKey === undefined ? {} : { kmsKeyArn: options.kmsKey }),
  };
  parseProxyConfiguration(sessionRequest(setup).proxyConfiguration, SOURCE);
  return setup;
}

function violation(path: string, problem: string, fix: string, value?: string): Violation {
  return { path, rule: 'option', ...(value === undefined ? {} : { value: JSON.stringify(value) }), problem, fix };
}

/** People write user names and passwords in front of hosts. */
function proxiesWithoutPort({ proxy }: InitOptions): readonly Violation[] {
  const without = proxy.filter((text) => !/^[^=]*:\d+(?:=|$)/.test(text));
  return without.map((text) => ({
    path: '--proxy',
    rule: 'option',
    value: quoted(text.replace(/=.*/s, '')),
    problem: 'There is no port.',
    fix: 'Write host:port, or host:port=pattern,pattern.',
  }));
}

function secretsWithoutProxy({ proxy, secretName }: InitOptions): readonly Violation[] {
  const [names, proxies] = [secretName.length, proxy.length];
  if (names === 0 || names === proxies) return [];
  const problem = `Proxies: ${proxies}. Names of secrets: ${names}.`;
  return [violation('--secret-name', problem, `Name one for each proxy, in their order; ${NO_SECRET} for none.`)];
}

/** A key of another account or region cannot encrypt the secrets; an alias has no meaning in a policy. */
function keyProblems({ kmsKey, crossAccount, account, region, secretName }: InitOptions): readonly Violation[] {
  const owner = crossAccount ?? account;
  const start = `arn:${partitionOf(region)}:kms:${region}:${owner}:key/`;
  const hasSecrets = secretName.some((name) => name !== NO_SECRET);
  if (kmsKey === undefined) {
    if (crossAccount === undefined || crossAccount === account || !hasSecrets) return [];
    const problem = 'No other account can use the default key of Secrets Manager.';
    return [violation('--kms-key', problem, `Name your own key of account ${owner}: ${start}….`)];
  }
  if (kmsKey.startsWith(start) && /^[\w-]+$/.test(kmsKey.slice(start.length))) return [];
  const problem = `This is no ARN of a key in account ${owner} and region ${region}.`;
  return [violation('--kms-key', problem, `Write it as ${start}…, no alias.`, kmsKey)];
}

function readCaller(text: string): SessionCaller {
  const [kind, name = ''] = text.split('/');
  return { kind: kind === 'role' ? 'role' : 'user', name };
}

/** `host:port` or `host:port=pattern,pattern`; whatever is wrong with the parts says the configuration's own reader. */
function readProxy(text: string, secretName: string | undefined): ProxySetup {
  const [address = '', ...patterns] = text.split('=');
  const [, server = address, port] = /^(.*):(\d+)$/.exec(address) ?? [];
  return {
    server,
    port: Number(port),
    domainPatterns: patterns.length === 0 ? [] : patterns.join('=').split(','),
    ...(secretName === undefined || secretName === NO_SECRET ? {} : { secretName }),
  };
}
