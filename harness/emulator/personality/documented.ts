import type { Personality } from './personality.ts';

/** Every host on every port goes the way that the configuration says, and nothing else does. */
export const documented: Personality = (policy) => ({
  way: async ({ host }, request) => policy.route(host, request),
  responseHeaders: [],
});
