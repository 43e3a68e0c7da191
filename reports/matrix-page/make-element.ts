import type { MakeElement, PageDocument } from './dom.ts';

/** `own` holds attributes; children that are strings become text nodes. */
export function makeElementFor(document: PageDocument): MakeElement {
  return (tag, own, ...children) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(own)) element.setAttribute(name, value);
    element.append(...children);
    return element;
  };
}
