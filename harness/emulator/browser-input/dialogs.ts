import type { Cdp } from '../../sessions/cdp.ts';
import type { Page } from '../chromium/devtools.ts';

/** How long automation is given to answer a dialog. Playwright was seen to answer within 20 ms. */
const PATIENCE_MILLISECONDS = 500;

type Dialog = {
  /** `alert`, `confirm`, `prompt`, `beforeunload` */
  readonly type: string;
  /** What a prompt suggests. */
  readonly suggestion: string;
} & ({ readonly state: 'new'; readonly patience: NodeJS.Timeout } | { readonly state: 'waiting' });

/**
 * The dialogs of one page. A dialog holds its page up until it is answered, by any connection that has seen it open:
 * one that comes later cannot.
 */
export class Dialogs {
  readonly #page: Page;
  #dialog: Dialog | undefined;
  #isGone = false;
  readonly #awaited = new Set<() => void>();

  constructor(page: Page, cdp: Cdp) {
    this.#page = page;
    cdp.on('Page.javascriptDialogOpening', ({ type, defaultPrompt }) => {
      const dialog = { type: String(type), suggestion: String(defaultPrompt ?? '') };
      const patience = setTimeout(() => this.#become({ ...dialog, state: 'waiting' }), PATIENCE_MILLISECONDS);
      this.#become({ ...dialog, state: 'new', patience });
    });
    cdp.on('Page.javascriptDialogClosed', () => this.#become(undefined));
    cdp.on('Target.detachedFromTarget', () => {
      this.#isGone = true;
      this.#become(undefined);
    });
  }

  /** The type of the dialog that nobody has answered in time. */
  get waiting(): string | undefined {
    return this.#dialog?.state === 'waiting' ? this.#dialog.type : undefined;
  }

  /** Begins to watch. Settles when nothing holds the page up. */
  async watch(): Promise<void> {
    await this.#page.send('Page.enable');
  }

  /** Settles when nobody has answered a dialog in time. */
  async unanswered(): Promise<void> {
    await this.#until(() => this.waiting !== undefined);
  }

  /** Settles when automation need not be waited for: no dialog is open, or it has had its time. */
  async decided(): Promise<void> {
    await this.#until(() => this.#dialog?.state !== 'new');
  }

  /** Settles when no dialog is open. */
  async none(): Promise<void> {
    await this.#until(() => !this.#dialog);
  }

  /** Settles when the page has been closed. */
  async pageGone(): Promise<void> {
    await this.#until(() => this.#isGone);
  }

  /** Says OK or Cancel, OK with what a prompt suggests. */
  async answer(accept: boolean): Promise<void> {
    const promptText = this.#dialog?.suggestion;
    await this.#page.send('Page.handleJavaScriptDialog', { accept, promptText });
    await this.#until(() => !this.waiting);
  }

  #become(dialog: Dialog | undefined): void {
    if (this.#dialog?.state === 'new') clearTimeout(this.#dialog.patience);
    this.#dialog = dialog;
    for (const check of this.#awaited) check();
  }

  #until(condition: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      const check = () => {
        if (!condition()) return;
        this.#awaited.delete(check);
        resolve();
      };
      this.#awaited.add(check);
      check();
    });
  }
}
