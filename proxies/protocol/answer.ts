import { STATUS_CODES } from 'node:http';

/** A response that the proxy gives itself. */
export interface Answer {
  readonly status: number;
  /** Plain text. */
  readonly body: string;
  /** Name, value, name, value, … besides those of framing. */
  readonly fields: readonly string[];
  /** Whether the connection may serve another request afterwards. */
  readonly connection: 'keep' | 'close';
}

/** An answer that ends the connection. */
export function closingAnswer(status: number, text: string): Answer {
  return { status, body: `${text}\n`, fields: [], connection: 'close' };
}

/** An answer after which the connection is as good as before. */
export function keepingAnswer(status: number, text: string, fields: readonly string[] = []): Answer {
  return { status, body: `${text}\n`, fields, connection: 'keep' };
}

/** All header fields of an answer, framing included. */
export function answerFields(answer: Answer): string[] {
  return [
    ...answer.fields,
    'Content-Type',
    'text/plain; charset=utf-8',
    'Content-Length',
    String(Buffer.byteLength(answer.body)),
    'Connection',
    answer.connection === 'keep' ? 'keep-alive' : 'close',
  ];
}

/** A response head as it goes over the wire; `latin1`, as header values came. */
export function responseHead(status: number, reason: string | undefined, fields: readonly string[]): string {
  let head = `HTTP/1.1 ${status} ${reason ?? STATUS_CODES[status] ?? ''}\r\n`;
  for (let index = 0; index + 1 < fields.length; index += 2) head += `${fields[index]}: ${fields[index + 1]}\r\n`;
  return `${head}\r\n`;
}

/** A whole answer as it goes over the wire. */
export function answerBytes(answer: Answer): Buffer {
  const head = responseHead(answer.status, undefined, answerFields(answer));
  return Buffer.concat([Buffer.from(head, 'latin1'), Buffer.from(answer.body)]);
}
