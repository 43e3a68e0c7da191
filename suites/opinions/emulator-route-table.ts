import type { ProxyConfiguration } from '../../harness/configuration/proxy-configuration.ts';
import { RouteTable } from '../../harness/emulator/router/route-table.ts';
import { type Engine, onTheWire } from './question.ts';

/**
 * The emulator's own routing.
 *
 * @param read what the table is made of; tests put a wrong reading here.
 */
export function emulatorRouteTable(read = (configuration: ProxyConfiguration) => configuration): Engine {
  return {
    name: 'The emulator’s route table',
    opinions: async (questions) =>
      questions.map(({ configuration, host }) => {
        const egress = new RouteTable(read(configuration)).route(onTheWire(host));
        return egress.kind === 'direct' ? { kind: 'direct' } : { kind: 'proxy', index: egress.position };
      }),
  };
}
