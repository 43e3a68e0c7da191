import { emulatorRouteTable } from './emulator-route-table.ts';
import { testOpinions } from './opinion-tests.ts';

testOpinions(emulatorRouteTable, []);
