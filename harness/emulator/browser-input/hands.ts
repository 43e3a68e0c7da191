import { connectCdp } from '../../sessions/cdp.ts';
import type { BrowserAction } from '../api/shapes/browser-action.ts';
import { attachToLastUsed, inTime } from '../chromium/devtools.ts';
import { ControlError } from '../session-browser.ts';
import { Dialogs } from './dialogs.ts';
import { perform } from './perform.ts';

/** The keys that answer a dialog, by their names, and whether they accept it. */
const ANSWERS: ReadonlyMap<string, boolean> = new Map([
  ['enter', true],
  ['return', true],
  ['escape', false],
  ['esc', false],
]);

/** An action that a dialog holds up. */
interface HeldUp {
  readonly dialogs: Dialogs;
  /** Settles when the action is over, one way or another. */
  readonly over: Promise<unknown>;
}

/**
 * Acts on one browser's pages, as a person at its screen would. An action that opens a dialog is done when automation
 * has not answered the dialog in time; from then on Enter and Escape answer it.
 */
export class Hands {
  readonly #devToolsUrl: string;
  #heldUp: HeldUp | undefined;

  constructor(devToolsUrl: string) {
    this.#devToolsUrl = devToolsUrl;
  }

  /** @throws {ControlError} */
  async perform(action: BrowserAction): Promise<{ readonly data?: string }> {
    const heldUp = this.#heldUp;
    if (heldUp) {
      await heldUp.dialogs.decided();
      if (heldUp.dialogs.waiting !== undefined) return answer(heldUp, action);
      await inTime(heldUp.over);
    }
    const cdp = await inTime(connectCdp(this.#devToolsUrl, {}));
    let over: Promise<unknown> = Promise.resolve();
    try {
      const page = await inTime(attachToLastUsed(cdp, this.#devToolsUrl));
      const dialogs = new Dialogs(page, cdp);
      await inTime(dialogs.watch());
      const job = perform(action, page, cdp);
      const done = await inTime(Promise.race([job, dialogs.unanswered()]));
      await dialogs.decided();
      // DevTools may be told of an input's end when a dialog opens; of a script's, when all before it have ended.
      if (dialogs.waiting !== undefined)
        over = this.#keep(
          dialogs,
          job.then(() => page.evaluate('0')),
        );
      return done ?? {};
    } finally {
      const closed = over.then(() => cdp[Symbol.asyncDispose]());
      if (!this.#heldUp) await closed;
    }
  }

  /** Only the connection that has seen a dialog open can answer it, so that one stays. */
  #keep(dialogs: Dialogs, job: Promise<unknown>): Promise<unknown> {
    const ended = Promise.allSettled([Promise.race([job, dialogs.pageGone()])]);
    const over = ended
      .then(() => dialogs.none())
      .then(() => {
        this.#heldUp = undefined;
      });
    this.#heldUp = { dialogs, over };
    return over;
  }
}

async function answer({ dialogs, over }: HeldUp, action: BrowserAction): Promise<{ readonly data?: string }> {
  const accept = 'keyPress' in action ? ANSWERS.get(action.keyPress.key.toLowerCase()) : undefined;
  if (accept === undefined) {
    throw new ControlError(
      `The page waits for an answer to its dialog (${dialogs.waiting}): press Enter to accept or Escape to dismiss it, or let automation answer it`,
    );
  }
  await inTime(dialogs.answer(accept));
  await inTime(Promise.race([over, dialogs.unanswered()]));
  return {};
}
