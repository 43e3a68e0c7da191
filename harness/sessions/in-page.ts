/** One probe as the page gets it. */
export interface PageProbe {
  readonly id: string;
  readonly url: string;
}

/** One result as the page gives it back; `at` is milliseconds since the Unix epoch by the browser's clock. */
export interface PageResult {
  readonly id: string;
  readonly at: number;
  readonly milliseconds: number;
  readonly status?: number;
  readonly marker?: string;
  readonly error?: string;
}

/** What the page's own globals look like to this file; it is compiled without the DOM's types. */
interface Page {
  fetch(url: string, init: object): Promise<{ status: number; text(): Promise<string> }>;
  WebSocket: new (url: string) => { onmessage: unknown; onerror: unknown; onclose: unknown; close(): void };
  AbortController: new () => { signal: object; abort(reason: Error): void };
  AbortSignal: { timeout(milliseconds: number): object; any(signals: readonly object[]): object };
  performance: { now(): number };
  /** Requests under way by probe, for {@link cancelProbes}. */
  acpcUnderWay?: Map<string, { abort(reason: Error): void }>;
}

/**
 * Runs inside a page of the session: makes all probes, `inFlight` at a time, and answers in the order of the probes.
 * Everything it uses must be inside it, since only its source text travels.
 */
export async function makeProbes(
  probes: readonly PageProbe[],
  inFlight: number,
  timeoutMilliseconds: number,
): Promise<readonly PageResult[]> {
  const page = globalThis as unknown as Page;

  page.acpcUnderWay ??= new Map();
  const underWay = page.acpcUnderWay;

  const request = async ({ id, url }: PageProbe): Promise<Partial<PageResult>> => {
    const controller = new page.AbortController();
    underWay.set(id, controller);
    try {
      const response = await page.fetch(url, {
        cache: 'no-store',
        credentials: 'omit',
        signal: page.AbortSignal.any([controller.signal, page.AbortSignal.timeout(timeoutMilliseconds)]),
      });
      const marker = /data-marker="([^"]*)"/.exec(await response.text())?.[1];
      return { status: response.status, ...(marker === undefined ? {} : { marker }) };
    } finally {
      underWay.delete(id);
    }
  };
  const webSocket = (url: string): Promise<Partial<PageResult>> =>
    new Promise((resolve, reject) => {
      const socket = new page.WebSocket(url);
      const timer = setTimeout(() => {
        socket.close();
        reject(new Error('no message in time'));
      }, timeoutMilliseconds);
      socket.onmessage = (event: { data: string }) => {
        clearTimeout(timer);
        socket.close();
        resolve({ marker: event.data });
      };
      socket.onerror = () => {
        clearTimeout(timer);
        reject(new Error('WebSocket connection failed'));
      };
      socket.onclose = () => {
        clearTimeout(timer);
        reject(new Error('WebSocket closed without a message'));
      };
    });

  const results: PageResult[] = new Array(probes.length);
  let next = 0;
  const lane = async (): Promise<void> => {
    for (let i = next++; i < probes.length; i = next++) {
      const probe = probes[i];
      if (probe === undefined) return;
      const started = page.performance.now();
      const outcome = await (probe.url.startsWith('ws') ? webSocket(probe.url) : request(probe)).catch(
        (error: unknown) => ({ error: String(error) }),
      );
      results[i] = { id: probe.id, at: Date.now(), milliseconds: page.performance.now() - started, ...outcome };
    }
  };
  await Promise.all(Array.from({ length: inFlight }, lane));
  return results;
}

/** Runs inside the page as well: ends requests that would wait for an answer that nobody gives. */
export function cancelProbes(ids: readonly string[]): void {
  const { acpcUnderWay } = globalThis as unknown as Page;
  for (const id of ids) acpcUnderWay?.get(id)?.abort(new Error('cancelled, because a proxy asked for credentials'));
}
