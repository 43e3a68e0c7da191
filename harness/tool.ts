import { createRequire } from 'node:module';

/** This package, as reports name it. */
export const tool: { readonly name: string; readonly version: string } = readManifest();

function readManifest(): { name: string; version: string } {
  // By its own name, which leads to the same file from the sources and from the compiled package.
  const { name, version } = createRequire(import.meta.url)('agentcore-proxy-conformance/package.json');
  return { name, version };
}
