/** Host (IPv6 in brackets, as in a URL) and port. */
export interface Authority {
  readonly host: string;
  readonly port: number;
}

/** @returns `undefined` where the text is no `host:port`. */
export function parseAuthority(text: string): Authority | undefined {
  const match = /^(\[[0-9a-fA-F:.]+\]|[^:@/[\]]+):(\d{1,5})$/.exec(text);
  const host = match?.[1];
  const port = Number(match?.[2]);
  return host === undefined || port > 65535 ? undefined : { host, port };
}

/** The form that sockets want: without brackets. */
export function connectable({ host, port }: Authority): { host: string; port: number } {
  return { host: host.replace(/^\[(.*)\]$/, '$1'), port };
}
