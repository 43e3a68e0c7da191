import { startInstrumentedProxy } from '../../proxies/index.ts';
import { PASSWORD, presentSubject, sink, USERNAME } from './proxy-subject.ts';

const proxy = await startInstrumentedProxy({
  name: 'benchmark',
  sink,
  access: { kind: 'basic', username: USERNAME, password: PASSWORD },
});
presentSubject(proxy.address.port);
