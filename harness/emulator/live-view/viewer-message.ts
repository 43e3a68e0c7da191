import { parseShape } from '../api/parse-shape.ts';
import { boolean, integer, oneOf, required, string, structure, union, type ValueOf } from '../api/shape.ts';

/** Where in the picture, in millionths of its width and height: a viewer need not know how large the page is. */
const share = required(integer({ min: 0, max: 1_000_000 }));
const place = { x: share, y: share };

/** The keys held, as DevTools has it: Alt 1, Ctrl 2, Meta 4, Shift 8. */
const modifiers = required(integer({ min: 0, max: 15 }));
const count = required(integer({ min: 0, max: 255 }));
const pixels = required(integer({ min: -100_000, max: 100_000 }));
const keyName = required(string({ max: 50 }));

const viewerMessage = union({
  /** The viewer has drawn the last picture and can take another one. */
  drawn: structure({}),
  /** The viewer wants to see this page. */
  show: structure({ pageId: required(string({ max: 100 })) }),
  mouse: structure({
    ...place,
    event: required(oneOf('mouseMoved', 'mousePressed', 'mouseReleased')),
    button: required(oneOf('none', 'left', 'middle', 'right', 'back', 'forward')),
    /** The buttons held, as DevTools and `MouseEvent.buttons` have it. */
    buttons: count,
    clickCount: count,
    modifiers,
  }),
  wheel: structure({ ...place, deltaX: pixels, deltaY: pixels, modifiers }),
  key: structure({
    event: required(oneOf('keyDown', 'keyUp')),
    key: keyName,
    code: keyName,
    keyCode: count,
    location: count,
    repeat: required(boolean()),
    modifiers,
  }),
  /** Text that was pasted, or composed of several keys. */
  text: structure({ text: required(string({ max: 100_000 })) }),
});

/** What a viewer says. */
export type ViewerMessage = ValueOf<typeof viewerMessage>;

/** Reads what a viewer sent; nothing where it is no message. */
export function readViewerMessage(text: string): ViewerMessage | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  const parsed = parseShape(viewerMessage, value);
  return parsed.ok ? parsed.value : undefined;
}
