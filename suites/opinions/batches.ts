/** What `work` makes of all items, so many at a time, one batch after the other. */
export async function inBatches<Item, Result>(
  items: readonly Item[],
  size: number,
  work: (batch: readonly Item[]) => Promise<readonly Result[]>,
): Promise<readonly Result[]> {
  const results: Result[] = [];
  for (let from = 0; from < items.length; from += size) results.push(...(await work(items.slice(from, from + size))));
  return results;
}
