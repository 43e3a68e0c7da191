import type { Verification } from '../../conformance/verification.ts';
import { type VerifyElsewhereOptions, verify } from '../../conformance/verify.ts';
import { ensureBrowser } from '../../emulator/chromium/install.ts';
import type { PersonalityName } from '../../emulator/personality/personality.ts';
import { verifyOwnProxies } from '../../own-proxies/verify.ts';
import type { Io } from '../io.ts';
import type { Where } from '../where.ts';
import type { OwnProxiesInputs } from './own-proxies.ts';

/** What every verification is told, wherever it takes place. */
type Asked = Omit<VerifyElsewhereOptions, 'openTarget' | 'proxies'>;

/** Verifies one configuration; `own` is what real proxies need. */
export type Verifier = (asked: Asked, own?: OwnProxiesInputs) => Promise<Verification>;

const NO_CREDENTIALS: OwnProxiesInputs['credentials'] = new Map();

/**
 * How configurations are verified there. Has what that takes on this machine, and says so.
 * @throws {NoBrowserError}
 * @throws {EngineError} and {ImageError} where containers were asked for and cannot be had.
 */
export async function verifierFor(where: Where, personality: PersonalityName, io: Io): Promise<Verifier> {
  if (where.kind === 'elsewhere') {
    const { deployment, openTarget } = where;
    return (asked) => verify({ ...asked, proxies: deployment, openTarget });
  }
  const { executable, foundBy } = await ensureBrowser((line) => io.err(line));
  io.err(`Browser: ${executable} (${foundBy})`);
  const local = { browser: executable, personality };
  switch (where.kind) {
    case 'tap':
      return (asked, own) => verifyOwnProxies({ ...asked, ...local, credentials: NO_CREDENTIALS, ...own });
    case 'deployed':
      return (asked) => verify({ ...asked, ...local, proxies: where.deployment });
    case 'containers': {
      const { prepareContainers } = await import('../../containers/prepare.ts');
      io.err(`Containers: ${await prepareContainers()}`);
      return (asked) => verify({ ...asked, ...local, proxies: 'containers' });
    }
    case 'in-process':
      return (asked) => verify({ ...asked, ...local });
  }
}
