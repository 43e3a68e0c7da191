import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

/** A page that shows what is done to it. */
const FORM = `<!doctype html><title>form</title>
<body style="margin: 0; height: 3000px">
<input style="position: absolute; left: 100px; top: 100px; width: 300px; height: 40px">
<script>
window.seen = [];
for (const name of ['click', 'dblclick', 'contextmenu', 'keydown', 'keyup']) {
  addEventListener(name, (event) => {
    const { clientX, clientY, key, code, shiftKey } = event;
    seen.push(key === undefined ? [name, Math.round(clientX), Math.round(clientY)] : [name, key, code, shiftKey]);
  });
}
</script>`;

/** A website with a page for every colour (`/red`), `/form`, and `/private`, for which it wants a password. */
export async function startWebsite() {
  const server = createServer(answer);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    origin: `http://127.0.0.1:${address.port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
    },
  };
}

function answer(request: IncomingMessage, response: ServerResponse): void {
  const name = (request.url ?? '/').slice(1);
  response.setHeader('content-type', 'text/html');
  if (name === 'private' && request.headers.authorization === undefined) {
    response.writeHead(401, { 'www-authenticate': 'Basic realm="private"' }).end();
  } else if (name === 'form') {
    response.end(FORM);
  } else {
    response.end(`<!doctype html><title>${name}</title><body style="background: ${name}">`);
  }
}
