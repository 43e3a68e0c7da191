import { startContainerWitnesses } from '../../harness/containers/container-witnesses.ts';
import { Ledger } from '../../harness/evidence/ledger.ts';
import { newRunId } from '../../harness/matrix/marker.ts';

// Starts the witnesses of a run, with one proxy, in the engine of DOCKER_HOST. Says so once they serve, and removes them when
// standard input ends. A process of its own, because Testcontainers finds one engine in the life of a process.
const configuration = { proxies: [{ externalProxy: { server: 'held.example', port: 3128 } }] };
await using _witnesses = await startContainerWitnesses(configuration, new Ledger(), newRunId());
process.stdout.write('serving\n');
for await (const _ of process.stdin);
