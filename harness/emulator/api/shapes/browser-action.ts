import { integer, list, oneOf, optional, required, string, structure, union, type ValueOf } from '../shape.ts';

const button = optional(oneOf('LEFT', 'RIGHT', 'MIDDLE'));
const scrollDelta = optional(integer({ min: -1000, max: 1000 }));
const point = { x: required(integer()), y: required(integer()) };

/** Shape `BrowserAction`. Coordinates count pixels from the upper left corner. */
export const browserAction = union({
  mouseClick: structure({ ...point, button, clickCount: optional(integer({ min: 1, max: 10 })) }),
  mouseMove: structure(point),
  mouseDrag: structure({
    endX: required(integer()),
    endY: required(integer()),
    startX: required(integer()),
    startY: required(integer()),
    button,
  }),
  mouseScroll: structure({ ...point, deltaX: scrollDelta, deltaY: scrollDelta }),
  keyType: structure({ text: required(string({ min: 0, max: 10_000 })) }),
  keyPress: structure({ key: required(string()), presses: optional(integer({ min: 1, max: 100 })) }),
  keyShortcut: structure({ keys: required(list(string(), { min: 1, max: 5 })) }),
  screenshot: structure({ format: optional(oneOf('PNG')) }),
});

export type BrowserAction = ValueOf<typeof browserAction>;
