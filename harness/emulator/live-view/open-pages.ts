import type { BrowserEvent } from './browser-connection.ts';

/** A page (tab or popup) of the session, as viewers list it: without its title, which no event keeps up to date. */
export interface OpenPage {
  readonly id: string;
  readonly url: string;
  readonly crashed: boolean;
}

interface TargetInfo {
  readonly targetId: string;
  readonly url: string;
}

/** The pages that are open, in the order in which they were heard of. */
export class OpenPages {
  readonly #pages = new Map<string, OpenPage>();

  get all(): readonly OpenPage[] {
    return [...this.#pages.values()];
  }

  get newest(): OpenPage | undefined {
    return this.all.at(-1);
  }

  has(id: string): boolean {
    return this.#pages.has(id);
  }

  /** Takes note of an event; says what became of which page, where it was about one. */
  hear({
    method,
    params,
  }: BrowserEvent): { readonly change: 'opened' | 'changed' | 'closed'; readonly id: string } | undefined {
    switch (method) {
      case 'Target.targetCreated':
        return { change: 'opened', id: this.#note(params['targetInfo'] as TargetInfo) };
      case 'Target.targetInfoChanged':
        return { change: 'changed', id: this.#note(params['targetInfo'] as TargetInfo) };
      case 'Target.targetCrashed': {
        const id = String(params['targetId']);
        const page = this.#pages.get(id);
        if (page) this.#pages.set(id, { ...page, crashed: true });
        return { change: 'changed', id };
      }
      case 'Target.targetDestroyed': {
        const id = String(params['targetId']);
        this.#pages.delete(id);
        return { change: 'closed', id };
      }
      default:
        return undefined;
    }
  }

  #note({ targetId: id, url }: TargetInfo): string {
    this.#pages.set(id, { id, url, crashed: false });
    return id;
  }
}
