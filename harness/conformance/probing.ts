import { authorityOf } from '../evidence/attribute.ts';
import type { Ledger } from '../evidence/ledger.ts';
import type { Probe, ProbeId } from '../matrix/probe.ts';
import type { PageSession } from '../sessions/page-session.ts';
import { AT_ONCE, openProbePage, type Pace } from '../sessions/probe-page.ts';
import type { Tab } from '../sessions/tab.ts';
import type { Attach } from './attach.ts';
import type { Attachment } from './verification.ts';

/** What it takes to make a probe from a page. */
type PageProbe = Pick<Probe, 'id' | 'url' | 'scheme' | 'traffic'>;

interface Probing {
  readonly signal: AbortSignal;
  readonly onDone?: (count: number) => void;
  /** Default: as many at once as a browser can. */
  readonly pace?: Pace;
}

/** Makes every probe that a page can make. */
export async function probeFromPage(
  session: PageSession,
  probes: readonly PageProbe[],
  ledger: Ledger,
  { signal, onDone, pace = AT_ONCE }: Probing,
): Promise<void> {
  const page = openProbePage(session);
  const idsOf = probeIdsByAuthority(probes);
  ledger.onUnauthenticated = (authority) => page.cancel(idsOf.get(authority) ?? []);
  for await (const sightings of page.run(probes, signal, pace)) {
    for (const sighting of sightings) ledger.browser(sighting);
    onDone?.(sightings.length);
  }
}

function probeIdsByAuthority(probes: readonly PageProbe[]): ReadonlyMap<string, readonly ProbeId[]> {
  const ids = new Map<string, ProbeId[]>();
  for (const probe of probes) {
    const authority = authorityOf(probe);
    const known = ids.get(authority);
    if (known) known.push(probe.id);
    else ids.set(authority, [probe.id]);
  }
  return ids;
}

/** Makes every probe that the tab itself makes. @returns screenshots of error pages, by probe id. */
export async function probeFromTab(
  tab: Tab,
  probes: readonly Probe[],
  ledger: Ledger,
  attach: Attach,
  onDone: (count: number) => void,
): Promise<ReadonlyMap<string, readonly Attachment[]>> {
  const attachments = new Map<string, readonly Attachment[]>();
  for (const probe of probes) {
    if (probe.traffic !== 'navigation') continue;
    const { sighting, errorPage } = await tab.visit(probe.id, probe.url);
    ledger.browser(sighting);
    if (errorPage) attachments.set(probe.id, await attach(`error page of ${probe.host}`, `${probe.id}.png`, errorPage));
    onDone(1);
  }
  return attachments;
}
