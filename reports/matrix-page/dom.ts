/**
 * The part of the DOM that the page uses. The project is compiled without the DOM's types, so that code for
 * Node.js cannot reach for `document` by mistake; the page gets its document as a parameter.
 */
export interface PageDocument extends PageEventTarget {
  readonly activeElement: PageElement | null;
  readonly defaultView: { matchMedia(query: string): { readonly matches: boolean } };
  createElement(tag: string): PageElement;
  getElementById(id: string): PageElement;
}

export interface PageElement extends PageEventTarget {
  readonly tagName: string;
  readonly clientHeight: number;
  readonly style: { setProperty(name: string, value: string): void };
  textContent: string;
  className: string;
  id: string;
  value: string;
  hidden: boolean;
  open: boolean;
  scrollTop: number;
  append(...children: readonly (PageElement | string)[]): void;
  replaceChildren(...children: readonly (PageElement | string)[]): void;
  setAttribute(name: string, value: string): void;
  removeAttribute(name: string): void;
  focus(): void;
  scrollIntoView(options: { readonly block: 'nearest' | 'start' }): void;
}

interface PageEventTarget {
  addEventListener(type: string, listener: (event: PageEvent) => void): void;
}

export interface PageEvent {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  preventDefault(): void;
}

/** Makes an element. Text goes in as text, never as markup. */
export type MakeElement = (
  tag: string,
  own: Readonly<Record<string, string>>,
  ...children: readonly (PageElement | string)[]
) => PageElement;
