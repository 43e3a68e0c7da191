/** The domain that the public DNS leaves to organisations for their own networks, and every name below it. */
const PRIVATE = /(?:^|\.)corp$/;

/** Whether only the proxies of cases can resolve this name; every other one leads to the origin. */
export function onlyProxiesResolve(name: string): boolean {
  return PRIVATE.test(name);
}
