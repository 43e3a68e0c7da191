import type { Cdp } from '../../sessions/cdp.ts';
import { attach } from '../chromium/devtools.ts';
import type { BrowserProfile, LocalStorage, ProfileCookie } from './browser-profile.ts';
import { withEmptyPages } from './empty-pages.ts';

/** DevTools' `expires` of a cookie that lasts as long as its session. */
const SESSION_COOKIE = -1;

/**
 * Cookies, and the local storage of every origin that an open tab has been at. Chromium does not tell which origins
 * have stored something, so that of a tab which is closed by now is not found.
 */
export async function readProfile(cdp: Cdp): Promise<BrowserProfile> {
  const { cookies } = await cdp.send('Storage.getCookies');
  const localStorage: Record<string, LocalStorage> = {};
  await withEmptyPages(cdp, async (visit) => {
    for (const origin of await visitedOrigins(cdp)) {
      const page = await visit(origin);
      const stored = Object.fromEntries((await page.evaluate('Object.entries(localStorage)')) as [string, string][]);
      if (Object.keys(stored).length > 0) localStorage[origin] = stored;
    }
  });
  return { cookies: (cookies as readonly ProfileCookie[]).map(asGivenBack), localStorage };
}

/** What `Storage.setCookies` takes of what `Storage.getCookies` tells. */
function asGivenBack(cookie: ProfileCookie): ProfileCookie {
  const { name, value, domain, path, expires, httpOnly, secure, sameSite, partitionKey } = cookie;
  return {
    name,
    value,
    domain,
    path,
    httpOnly,
    secure,
    ...(sameSite === undefined ? {} : { sameSite }),
    ...(partitionKey === undefined ? {} : { partitionKey }),
    ...(expires === undefined || expires === SESSION_COOKIE ? {} : { expires }),
  };
}

async function visitedOrigins(cdp: Cdp): Promise<ReadonlySet<string>> {
  const { browserContextIds } = await cdp.send('Target.getBrowserContexts');
  const { targetInfos } = await cdp.send('Target.getTargets');
  const tabs = (targetInfos as readonly { type: string; targetId: string; browserContextId: string }[]).filter(
    // Contexts that a client has made keep their storage to themselves.
    ({ type, browserContextId }) => type === 'page' && !(browserContextIds as string[]).includes(browserContextId),
  );
  const histories = await Promise.all(
    tabs.map(async ({ targetId }) => (await attach(cdp, targetId)).send('Page.getNavigationHistory')),
  );
  const visited = histories.flatMap(({ entries }) => entries as readonly { readonly url: string }[]);
  return new Set(visited.map(({ url }) => new URL(url)).flatMap((url) => (isWeb(url) ? [url.origin] : [])));
}

function isWeb({ protocol }: URL): boolean {
  return protocol === 'http:' || protocol === 'https:';
}
