/** What two pictures have in common, as shares from 0 to 1. */
export interface Likeness {
  /** Pixels of the first picture that differ clearly from its first one: 0 for an empty page. */
  readonly ink: number;
  /** Pixels that differ clearly between the two, the second one scaled to the first one's size. */
  readonly different: number;
}

/** What the page's own globals look like to this file; it is compiled without the DOM's types. */
interface Page {
  createImageBitmap(blob: object): Promise<{ width: number; height: number }>;
  OffscreenCanvas: new (
    width: number,
    height: number,
  ) => {
    getContext(kind: '2d'): {
      drawImage(picture: object, x: number, y: number, width: number, height: number): void;
      getImageData(x: number, y: number, width: number, height: number): { data: Uint8ClampedArray };
    };
  };
}

/**
 * Runs inside a page, which can read both formats. Everything it uses must be inside it, since only its source text
 * travels.
 * @param one PNG or JPEG, in base64.
 */
export async function comparePictures(one: string, other: string): Promise<Likeness> {
  const page = globalThis as unknown as Page;
  /** Per colour, of 255: JPEG blurs edges, and what a person would call another colour is far beyond. */
  const clearly = 60;

  const read = (base64: string): Promise<{ width: number; height: number }> =>
    page.createImageBitmap(new Blob([Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0))]));
  const [first, second] = await Promise.all([read(one), read(other)]);
  const { width, height } = first;
  const pixels = (picture: object): Uint8ClampedArray => {
    const context = new page.OffscreenCanvas(width, height).getContext('2d');
    context.drawImage(picture, 0, 0, width, height);
    return context.getImageData(0, 0, width, height).data;
  };
  const [a, b] = [pixels(first), pixels(second)];
  const differs = (x: Uint8ClampedArray, i: number, y: Uint8ClampedArray, j: number): boolean =>
    [0, 1, 2].some((part) => Math.abs((x[i + part] ?? 0) - (y[j + part] ?? 0)) > clearly);

  let ink = 0;
  let different = 0;
  for (let at = 0; at < a.length; at += 4) {
    if (differs(a, at, a, 0)) ink += 1;
    if (differs(a, at, b, at)) different += 1;
  }
  const count = a.length / 4;
  return { ink: ink / count, different: different / count };
}
