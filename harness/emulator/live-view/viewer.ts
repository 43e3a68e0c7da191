import type { BrowserConnection, BrowserEvent } from './browser-connection.ts';
import { inputCommand, type PageSize } from './input-command.ts';
import { OpenPages } from './open-pages.ts';
import type { ViewerMessage } from './viewer-message.ts';

/** Where a viewer's pictures and news go. */
export interface ViewerOutput {
  /** A JPEG of the page that is shown. */
  picture(jpeg: Buffer): void;
  /** Which pages are open, and which of them is shown. */
  pages(news: { readonly pages: OpenPages['all']; readonly shown: string | undefined }): void;
}

/** The page that a viewer sees. */
interface Shown {
  readonly pageId: string;
  /** DevTools' name for our hold on it, once there is one. */
  sessionId?: string;
  /** As of the last picture. */
  size?: PageSize;
}

interface Frame {
  readonly data: string;
  readonly sessionId: number;
  readonly metadata: { readonly deviceWidth: number; readonly deviceHeight: number };
}

/** Good enough to read small print, and a third of a PNG's size. */
const PICTURES = { format: 'jpeg', quality: 80 } as const;

/**
 * One person who watches a session: the page that was opened last, until they choose another one, with what they do
 * to its picture done to the page. The browser is asked for nothing that automation would notice: no domain is
 * enabled, no request intercepted, no dialog answered.
 */
export class Viewer {
  readonly #browser: BrowserConnection;
  readonly #output: ViewerOutput;
  readonly #pages = new OpenPages();
  #shown: Shown | undefined;
  /** Set when the pages that were there before are known. */
  #following = false;
  /** Pictures are drawn one at a time; of those that come meanwhile only the last one matters. */
  #drawing = false;
  #next: Buffer | undefined;

  constructor(browser: BrowserConnection, output: ViewerOutput) {
    this.#browser = browser;
    this.#output = output;
  }

  /** Shows this page first, where it exists. */
  async start(pageId: string | undefined): Promise<void> {
    await this.#browser.send('Target.setDiscoverTargets', { discover: true, filter: [{ type: 'page' }] });
    this.#following = true;
    this.#show(pageId !== undefined && this.#pages.has(pageId) ? pageId : this.#pages.newest?.id);
  }

  hear(event: BrowserEvent): void {
    if (event.method === 'Page.screencastFrame') {
      // The parsed boundary: `Page.screencastFrame` of the protocol.
      this.#receive(event.params as unknown as Frame, event.sessionId);
      return;
    }
    const news = this.#pages.hear(event);
    if (!news || !this.#following) return;
    if (news.change === 'opened') this.#show(news.id);
    else if (news.change === 'closed' && news.id === this.#shown?.pageId) this.#show(this.#pages.newest?.id);
    else {
      if (news.change === 'changed' && news.id === this.#shown?.pageId) this.#refresh(this.#shown);
      this.#tellPages();
    }
  }

  /**
   * The page has gone somewhere, mostly. Of what it draws then, Chromium drops what comes while pictures of the page before
   * wait to be taken, and a page that has come to rest draws nothing more. Begun anew, it draws one at once.
   */
  #refresh({ sessionId }: Shown): void {
    if (sessionId === undefined) return;
    this.#tell('Page.stopScreencast', {}, sessionId);
    this.#tell('Page.startScreencast', PICTURES, sessionId);
  }

  obey(message: ViewerMessage): void {
    if ('drawn' in message) {
      this.#drawing = false;
      this.#draw();
    } else if ('show' in message) {
      if (this.#pages.has(message.show.pageId)) this.#show(message.show.pageId);
    } else if (this.#shown?.sessionId !== undefined && this.#shown.size) {
      const command = inputCommand(message, this.#shown.size);
      if (command) this.#tell(command.method, command.params, this.#shown.sessionId);
    }
  }

  #show(pageId: string | undefined): void {
    if (pageId === undefined || pageId !== this.#shown?.pageId) {
      const previous = this.#shown?.sessionId;
      if (previous !== undefined) this.#tell('Target.detachFromTarget', { sessionId: previous });
      this.#shown = pageId === undefined ? undefined : { pageId };
      this.#next = undefined;
      if (this.#shown) void this.#attach(this.#shown);
    }
    this.#tellPages();
  }

  async #attach(shown: Shown): Promise<void> {
    try {
      const { sessionId } = await this.#browser.send('Target.attachToTarget', {
        targetId: shown.pageId,
        flatten: true,
      });
      // Another page was chosen meanwhile.
      if (this.#shown !== shown) return this.#tell('Target.detachFromTarget', { sessionId });
      shown.sessionId = String(sessionId);
      await this.#browser.send('Page.startScreencast', PICTURES, shown.sessionId);
    } catch {
      // It was closed meanwhile, which is heard of as well.
    }
  }

  #receive({ data, sessionId, metadata }: Frame, from: string | undefined): void {
    // At once: Chromium drops pictures that come while others wait, even the last one before a page comes to rest.
    this.#tell('Page.screencastFrameAck', { sessionId }, from);
    if (!this.#shown || this.#shown.sessionId !== from) return;
    this.#shown.size = { width: metadata.deviceWidth, height: metadata.deviceHeight };
    this.#next = Buffer.from(data, 'base64');
    this.#draw();
  }

  #draw(): void {
    if (this.#drawing || !this.#next) return;
    this.#drawing = true;
    this.#output.picture(this.#next);
    this.#next = undefined;
  }

  #tellPages(): void {
    this.#output.pages({ pages: this.#pages.all, shown: this.#shown?.pageId });
  }

  /** A command whose answer nobody needs. A page may close, or be busy, at any time. */
  #tell(method: string, params: object, sessionId?: string): void {
    this.#browser.send(method, params, sessionId).catch(() => undefined);
  }
}
