interface Target {
  readonly id: string;
  readonly type: string;
}

/**
 * The page that was used last. DevTools' HTTP interface lists them in this order; its protocol does not.
 * @throws {Error} when the browser does not answer.
 */
export async function lastUsedPage(devToolsUrl: string): Promise<string | undefined> {
  const { host } = new URL(devToolsUrl);
  const answer = await fetch(`http://${host}/json/list`);
  const targets = (await answer.json()) as readonly Target[];
  return targets.find(({ type }) => type === 'page')?.id;
}
