import { firstPicture } from '../../sessions/live-view.ts';
import { takeScreenshot } from '../../sessions/screenshot.ts';
import type { Target } from '../../sessions/target.ts';
import type { Attach } from '../attach.ts';
import type { Attachment } from '../verification.ts';
import { comparePictures, type Likeness } from './compare-pictures.ts';
import type { DrivenSession } from './driven-session.ts';

/** What the session's page shows to its user and to somebody who watches it. */
export interface Look {
  /** The page's own text. */
  readonly text: string;
  /** The page's picture, compared with that of the live view. */
  readonly likeness: Likeness;
  readonly attachments: readonly Attachment[];
}

/** Looks at a session's page three ways: its text, its picture, and its live view. */
export async function lookAt(session: DrivenSession, target: Target, keep: Attach): Promise<Look> {
  const text = String(await session.evaluate('document.body.innerText'));
  const screenshot = await takeScreenshot(session.sessionId, target);
  const live = await firstPicture(liveViewOf(session.startAnswer), target);
  const pictures = [screenshot, live].map((picture) => JSON.stringify(picture.toString('base64')));
  const likeness = (await session.evaluate(`(${comparePictures})(${pictures})`)) as Likeness;
  const attachments = [
    ...(await keep('the page', `${session.sessionId}-page.png`, screenshot)),
    ...(await keep('its live view', `${session.sessionId}-live-view.jpg`, live)),
  ];
  return { text, likeness, attachments };
}

function liveViewOf({ streams }: { readonly streams?: unknown }): string {
  const { liveViewStream } = Object(streams) as { liveViewStream?: { streamEndpoint?: string } };
  return liveViewStream?.streamEndpoint ?? '';
}
