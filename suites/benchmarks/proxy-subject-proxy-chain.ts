import { Server } from 'proxy-chain';
import { PASSWORD, presentSubject, USERNAME } from './proxy-subject.ts';

const server = new Server({
  host: '127.0.0.1',
  port: 0,
  prepareRequestFunction: ({ username, password }) => ({
    requestAuthentication: username !== USERNAME || password !== PASSWORD,
  }),
});
await server.listen();
presentSubject(server.port);
