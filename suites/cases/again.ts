/**
 * Chromium gives up what waits for a connection while an address of its machine comes or goes; a script learns that it
 * failed, and not why. A start of a container changes addresses several times.
 */
export const ATTEMPTS = 5;

/** For a page: what `fetch` returns, asked again where it fails. @param request the arguments of `fetch`, as a script. */
export const fetchAgain = (request: string): string => `(async () => {
  for (let left = ${ATTEMPTS - 1}; ; left--) {
    try {
      return await fetch(${request});
    } catch (error) {
      if (left === 0) throw error;
    }
  }
})()`;
