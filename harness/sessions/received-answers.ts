import type { BedrockAgentCoreClient } from '@aws-sdk/client-bedrock-agentcore';

/** One answer of the API as it came over the wire: the client drops what it does not know. */
export interface ReceivedAnswer {
  /** `GetBrowserSession`. */
  readonly operation: string;
  /** Values of headers, and the body. May hold what must never be recorded or shown. */
  readonly text: string;
}

/** Everything that the client gets from now on, refusals included, in the order in which it came. */
export function receivedBy(client: BedrockAgentCoreClient): readonly ReceivedAnswer[] {
  const answers: ReceivedAnswer[] = [];
  client.middlewareStack.add(
    (next, { commandName = '' }) =>
      async (sent) => {
        const result = await next(sent);
        const response = result.response as { headers: Readonly<Record<string, string>>; body: unknown };
        const body = await bytesOf(response.body);
        answers.push({
          operation: commandName.replace(/Command$/, ''),
          text: `${JSON.stringify(Object.values(response.headers))}\n${unescaped(body.toString())}`,
        });
        // It has been read; the client takes bytes as well.
        response.body = body;
        return result;
      },
    // Within the client's own deserializer, which leaves members out.
    { step: 'deserialize', priority: 'low', name: 'receivedAnswers' },
  );
  return answers;
}

async function bytesOf(body: unknown): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of body as AsyncIterable<Uint8Array>) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** JSON without the escapes that a text needs none of (`\u0026`): each text is written in one way only. */
function unescaped(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body));
  } catch {
    return body;
  }
}
