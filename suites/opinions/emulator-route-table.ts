import { RouteTable } from '../../harness/emulator/router/route-table.ts';
import { type Engine, onTheWire } from './question.ts';

/** The emulator's own routing. */
export const emulatorRouteTable: Engine = {
  name: 'The emulator’s route table',
  opinions: async (questions) =>
    questions.map(({ configuration, host }) => {
      const egress = new RouteTable(configuration).route(onTheWire(host));
      return egress.kind === 'direct' ? { kind: 'direct' } : { kind: 'proxy', index: egress.position };
    }),
};
