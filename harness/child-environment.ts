/**
 * What every program gets of our environment. The rest stays here: access keys, tokens and passwords of proxies are no
 * business of a browser, and anybody who is the same user reads them in the list of processes.
 */
const ALWAYS = [
  'PATH',
  'HOME',
  'USER',
  'LOGNAME',
  'SHELL',
  'TMPDIR',
  'TZ',
  'LANG',
  'LANGUAGE',
  'LD_LIBRARY_PATH',
  'NODE_COMPILE_CACHE',
  'NODE_EXTRA_CA_CERTS',
  'NODE_OPTIONS',
  // Windows, where no program starts without some of them.
  'APPDATA',
  'COMSPEC',
  'LOCALAPPDATA',
  'PATHEXT',
  'PROGRAMDATA',
  'PROGRAMFILES',
  'PROGRAMFILES(X86)',
  'SYSTEMDRIVE',
  'SYSTEMROOT',
  'TEMP',
  'TMP',
  'USERPROFILE',
  'WINDIR',
];
/** Locales, and where a desktop keeps its files. */
const ALWAYS_BEGINNING_WITH = /^(LC|XDG)_/;

/** What programs of a kind need beyond that, in capitals; `http_proxy` is taken as well. */
const ALSO = {
  /** One that needs nothing more. */
  program: [],
  browser: [
    'CHROME_DEVEL_SANDBOX',
    'DBUS_SESSION_BUS_ADDRESS',
    'DISPLAY',
    'FONTCONFIG_FILE',
    'FONTCONFIG_PATH',
    'WAYLAND_DISPLAY',
    'XAUTHORITY',
  ],
  /** Playwright's library, which knows where its browsers are. */
  playwright: ['PLAYWRIGHT_BROWSERS_PATH', 'PLAYWRIGHT_HOST_PLATFORM_OVERRIDE'],
  /** One that downloads, through the user's own proxy where there is one. */
  installer: [
    'ALL_PROXY',
    'APT_CONFIG',
    'HTTP_PROXY',
    'HTTPS_PROXY',
    'NO_PROXY',
    'NPM_CONFIG_PLAYWRIGHT_CHROMIUM_DOWNLOAD_HOST',
    'NPM_CONFIG_PLAYWRIGHT_DOWNLOAD_HOST',
    'PLAYWRIGHT_BROWSERS_PATH',
    'PLAYWRIGHT_CHROMIUM_DOWNLOAD_HOST',
    'PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT',
    'PLAYWRIGHT_DOWNLOAD_HOST',
    'PLAYWRIGHT_HOST_PLATFORM_OVERRIDE',
    'SSL_CERT_DIR',
    'SSL_CERT_FILE',
  ],
  /** A client of a container engine. */
  engine: [
    'DOCKER_CERT_PATH',
    'DOCKER_CONFIG',
    'DOCKER_CONTEXT',
    'DOCKER_HOST',
    'DOCKER_TLS_VERIFY',
    'SSH_AUTH_SOCK',
    'TESTCONTAINERS_DOCKER_SOCKET_OVERRIDE',
    'TESTCONTAINERS_HOST_OVERRIDE',
  ],
} as const satisfies Record<string, readonly string[]>;

/** The environment for a program that we start, taken from ours name by name. */
export function childEnvironment(
  kind: keyof typeof ALSO,
  environment: NodeJS.ProcessEnv = process.env,
): Record<string, string> {
  const names: ReadonlySet<string> = new Set([...ALWAYS, ...ALSO[kind]]);
  const handedOn: Record<string, string> = {};
  for (const [name, value] of Object.entries(environment)) {
    const known = names.has(name.toUpperCase()) || ALWAYS_BEGINNING_WITH.test(name);
    if (known && value !== undefined) handedOn[name] = value;
  }
  return handedOn;
}
