/** First line and header fields of an HTTP/1 message. */
export interface MessageHead {
  readonly startLine: string;
  /** Name, value, name, value, … as they came. */
  readonly rawHeaders: readonly string[];
}

/** What follows a head. */
export type MessageBody =
  | { readonly kind: 'length'; readonly bytes: number }
  | { readonly kind: 'chunked' }
  /** Everything until {@link MessageReader.expectHead}: a tunnel, or a body that ends with the connection. */
  | { readonly kind: 'rest' };

/** Who is told what was read. */
export interface MessageListener {
  head(head: MessageHead): MessageBody;
  /** So many bytes of content went by. */
  content(bytes: number): void;
  /** The message is over; never called for a body of kind `rest`. */
  end(): void;
}

type Expecting = 'head' | 'content' | 'rest' | 'chunk-size' | 'chunk-end' | 'trailer' | 'nothing';

const LINE_END = '\r\n';
const NO_BYTES = Buffer.alloc(0);
/** RFC 9112 section 7.1: hexadecimal, then extensions that mean nothing to us. More digits than a safe integer has fail. */
const CHUNK_SIZE = /^([0-9a-fA-F]{1,13})[ \t]*(?:;|$)/;

/**
 * Reads one direction of an HTTP/1 connection from a copy of its bytes, however they are cut. It changes nothing and
 * answers nothing: what it does not understand, it stops reading.
 */
export class MessageReader {
  private readonly limit: number;
  private readonly listener: MessageListener;
  private expecting: Expecting = 'head';
  private held: Buffer = NO_BYTES;
  private remaining = 0;
  private chunked = false;

  /** @param limit bytes of a head, or of a line between chunks, that are read at most. */
  constructor(limit: number, listener: MessageListener) {
    this.limit = limit;
    this.listener = listener;
  }

  /** Whether something came that is no HTTP/1 message: nothing is read any more. */
  get lost(): boolean {
    return this.expecting === 'nothing';
  }

  read(chunk: Buffer): void {
    let bytes = this.held.length > 0 ? Buffer.concat([this.held, chunk]) : chunk;
    this.held = NO_BYTES;
    while (bytes.length > 0) {
      const used = this.step(bytes);
      if (used === 0) {
        if (bytes.length > this.limit) this.expecting = 'nothing';
        else this.held = bytes;
        return;
      }
      bytes = bytes.subarray(used);
    }
  }

  /** What comes next is a head again. */
  expectHead(): void {
    this.expecting = 'head';
  }

  /** What comes next is content, without an end. */
  expectRest(): void {
    this.expecting = 'rest';
  }

  /** @returns how many bytes it has understood; 0 where it takes more of them. */
  private step(bytes: Buffer): number {
    switch (this.expecting) {
      case 'nothing':
        return bytes.length;
      case 'rest':
        this.listener.content(bytes.length);
        return bytes.length;
      case 'content':
        return this.content(bytes);
      case 'head':
        return this.head(bytes);
      default:
        return this.line(bytes);
    }
  }

  private content(bytes: Buffer): number {
    const used = Math.min(this.remaining, bytes.length);
    this.remaining -= used;
    this.listener.content(used);
    if (this.remaining === 0) {
      if (this.chunked) this.expecting = 'chunk-end';
      else this.over();
    }
    return used;
  }

  private head(bytes: Buffer): number {
    const text = bytes.toString('latin1', 0, Math.min(bytes.length, this.limit));
    // RFC 9112 section 2.2: an empty line before a request is skipped.
    if (text.startsWith(LINE_END)) return LINE_END.length;
    const end = text.indexOf(LINE_END + LINE_END);
    if (end < 0) return 0;
    const head = parseHead(text.slice(0, end));
    if (head === undefined) {
      this.expecting = 'nothing';
      return bytes.length;
    }
    this.begin(this.listener.head(head));
    return end + 2 * LINE_END.length;
  }

  private begin(body: MessageBody): void {
    this.chunked = body.kind === 'chunked';
    if (body.kind === 'rest') {
      this.expecting = 'rest';
    } else if (body.kind === 'chunked') {
      this.expecting = 'chunk-size';
    } else if (body.bytes > 0) {
      this.expecting = 'content';
      this.remaining = body.bytes;
    } else {
      this.over();
    }
  }

  private line(bytes: Buffer): number {
    const end = bytes.indexOf(LINE_END);
    if (end < 0) return 0;
    const line = bytes.toString('latin1', 0, end);
    if (this.expecting === 'trailer') {
      if (line === '') this.over();
    } else if (this.expecting === 'chunk-end') {
      this.expecting = line === '' ? 'chunk-size' : 'nothing';
    } else {
      const [, size] = CHUNK_SIZE.exec(line) ?? [];
      this.remaining = Number.parseInt(size ?? '', 16);
      this.expecting = size === undefined ? 'nothing' : this.remaining === 0 ? 'trailer' : 'content';
    }
    return end + LINE_END.length;
  }

  private over(): void {
    this.expecting = 'head';
    this.listener.end();
  }
}

function parseHead(text: string): MessageHead | undefined {
  const [startLine = '', ...lines] = text.split(LINE_END);
  const rawHeaders: string[] = [];
  for (const line of lines) {
    const colon = line.indexOf(':');
    if (colon < 1) return undefined;
    rawHeaders.push(line.slice(0, colon), line.slice(colon + 1).replace(/^[ \t]+|[ \t]+$/g, ''));
  }
  return { startLine, rawHeaders };
}
