/** What one Chromium is started with, beyond the flags that are always the same. */
export interface ChromiumFlags {
  readonly userDataFolder: string;
  /** Port of the egress router; absent only for a browser that is meant to have no proxy (the benchmark's peer). */
  readonly proxyPort?: number;
  /** SHA-256 of public keys (base64) whose certificates are accepted whatever their name and issuer. */
  readonly trustedPublicKeys: readonly string[];
  /** Flags of the caller's own, last. */
  readonly extra?: readonly string[];
}

/**
 * Features that would make a request differ from the one that was asked for: `http:` navigations upgraded to
 * `https:`, a permission prompt before requests to local addresses, and Google's own background services. And the
 * address bar's pop-ups, pages of their own that nobody sees: loading them was more than half of the processor time that
 * a start took (Chromium 156: 2.4 s with them, 1.0 s without, summed over its processes).
 */
const DISABLED_FEATURES = [
  'HttpsUpgrades',
  'LocalNetworkAccessChecks',
  'MediaRouter',
  'OptimizationHints',
  'Translate',
  'WebUIOmniboxAimPopup',
  'WebUIOmniboxPopup',
];

/** The command line of one Chromium. No credential is ever part of it: it is readable by every local process. */
export function chromiumFlags(flags: ChromiumFlags): readonly string[] {
  return [
    '--headless',
    `--user-data-dir=${flags.userDataFolder}`,
    '--remote-debugging-port=0',
    // A second channel, which nobody else can reach: Chromium ends itself when it closes, even if we are killed.
    '--remote-debugging-pipe',
    ...proxyFlags(flags.proxyPort),
    ...(flags.trustedPublicKeys.length > 0
      ? [`--ignore-certificate-errors-spki-list=${flags.trustedPublicKeys.join(',')}`]
      : []),
    // A network error page reloads itself otherwise, which would break "no automatic retry".
    '--disable-auto-reload',
    '--disable-quic',
    // WebRTC knows no HTTP proxy: without this it sends its own packets past the router.
    '--webrtc-ip-handling-policy=disable_non_proxied_udp',
    // A warning bar over the first tab would make its page smaller than the next one's.
    '--disable-infobars',
    '--no-first-run',
    '--no-default-browser-check',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-default-apps',
    '--disable-domain-reliability',
    '--disable-sync',
    '--disable-gpu',
    '--disable-dev-shm-usage',
    // Throttled timers and hidden pages would slow probes down: nobody looks at this window.
    '--disable-renderer-backgrounding',
    '--disable-background-timer-throttling',
    '--disable-backgrounding-occluded-windows',
    '--mute-audio',
    '--password-store=basic',
    '--use-mock-keychain',
    `--disable-features=${DISABLED_FEATURES.join(',')}`,
    ...(withoutSandbox() ? ['--no-sandbox'] : []),
    ...(flags.extra ?? []),
    'about:blank',
  ];
}

/**
 * Chromium's sandbox refuses to run as root, and cannot be made in a container whose engine forbids user namespaces. There
 * the container confines the browser, and its image says so.
 */
function withoutSandbox(): boolean {
  return process.getuid?.() === 0 || process.env['ACPC_CHROMIUM_SANDBOX'] === 'off';
}

/** `<-loopback>` undoes Chromium's built-in exceptions: loopback and link-local addresses go to the router as well. */
function proxyFlags(port: number | undefined): readonly string[] {
  if (port === undefined) return ['--no-proxy-server'];
  return [`--proxy-server=http://127.0.0.1:${port}`, '--proxy-bypass-list=<-loopback>'];
}
