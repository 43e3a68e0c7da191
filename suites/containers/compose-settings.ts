import { newRunId } from '../../harness/matrix/marker.ts';
import { tool } from '../../harness/tool.ts';
import { freePort } from '../testing/free-port.ts';
import type { ComposeProject } from './compose.ts';
import { baseImage, type Project } from './project.ts';

/** What clients of the emulator sign with, and what opens every agent. */
export const KEYS = { id: 'KEY_FOR_THE_TESTS', secret: 'a_secret/for/the+tests=' };
export const TOKEN = 'a-token-of-the-tests';

/** What docker-compose.yml starts, in the order of the alphabet. */
export const SERVICES = ['basic-one', 'basic-two', 'emulator', 'open', 'origin', 'squid', 'squid-tap'];

const PORTS = [
  'EMULATOR',
  ...['ORIGIN', 'OPEN', 'BASIC_ONE', 'BASIC_TWO', 'SQUID'].flatMap((one) => [one, `${one}_AGENT`]),
];

/** A project of its own: on free ports, with images of its own name, on base images that are had or made. */
export async function composeProject({ folder }: Project): Promise<ComposeProject> {
  const ports = await Promise.all(PORTS.map(async (one) => [`${one}_PORT`, String(await freePort())] as const));
  const image = (kind: string) => `${tool.name}/${kind}:compose-test`;
  return {
    folder,
    name: `acpc-${newRunId()}`,
    settings: {
      ...Object.fromEntries(ports),
      AGENT_TOKEN: TOKEN,
      EMULATOR_ACCESS_KEY_ID: KEYS.id,
      EMULATOR_SECRET_ACCESS_KEY: KEYS.secret,
      NODE_IMAGE: await baseImage('node'),
      CHROMIUM_IMAGE: await baseImage('chromium'),
      DEBIAN_IMAGE: await baseImage('debian'),
      WITNESS_IMAGE: image('witness'),
      EMULATOR_IMAGE: image('emulator'),
      SQUID_IMAGE: image('real-proxies'),
    },
  };
}
