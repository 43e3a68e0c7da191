/** A cookie as DevTools tells it and takes it back (`Network.Cookie`, `Network.CookieParam`). */
export interface ProfileCookie {
  readonly name: string;
  readonly value: string;
  readonly domain: string;
  readonly path: string;
  /** Seconds since 1970; absent for a cookie that lasts as long as its session. */
  readonly expires?: number;
  readonly httpOnly: boolean;
  readonly secure: boolean;
  readonly sameSite?: string;
  /** Of a partitioned cookie: the site under whose pages alone it is sent. */
  readonly partitionKey?: { readonly topLevelSite: string; readonly hasCrossSiteAncestor: boolean };
}

/** Local storage of one origin, by key. */
export type LocalStorage = Readonly<Record<string, string>>;

/** What a browser profile keeps from one session to the next. Cookies are credentials: this is never logged. */
export interface BrowserProfile {
  readonly cookies: readonly ProfileCookie[];
  /** By origin (`https://www.example.com`). */
  readonly localStorage: Readonly<Record<string, LocalStorage>>;
}
