/** Whether the origin offers HTTP/2 for a name: those that begin with `h2.` choose it, so both can be had of one origin. */
export function speaksHttp2(serverName: string): boolean {
  return serverName.startsWith('h2.');
}
