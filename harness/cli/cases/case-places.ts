import type { RunCasesOptions } from '../../conformance/cases/run-cases.ts';
import type { OpenWitnesses } from '../../conformance/cases/scene-witnesses.ts';
import type { Selection } from '../../conformance/cases/select.ts';
import type { OpenTarget } from '../../conformance/run-target.ts';
import type { Deployment } from '../../deployment/deployment.ts';
import { ensureBrowser } from '../../emulator/chromium/install.ts';
import type { PersonalityName } from '../../emulator/personality/personality.ts';
import type { Io } from '../io.ts';
import type { Where } from '../where.ts';

/** What a run of cases is told about where things run. */
type Places = (
  | { readonly openTarget: OpenTarget }
  | { readonly browser: string; readonly personality: PersonalityName }
) &
  Pick<RunCasesOptions, 'openWitnesses'>;

/**
 * Where the selected cases are run. Has what that takes on this machine, and says so.
 * @throws {NoBrowserError}
 * @throws {EngineError} and {ImageError} where containers were asked for and cannot be had.
 */
export async function casePlaces(
  where: Where,
  personality: PersonalityName,
  selected: readonly Selection[],
  io: Io,
): Promise<Places> {
  if (where.kind === 'elsewhere') {
    return { openTarget: where.openTarget, openWitnesses: await deployedWitnesses(where.deployment) };
  }
  const { executable, foundBy } = await ensureBrowser((line) => io.err(line));
  io.err(`Browser: ${executable} (${foundBy})`);
  const local = { browser: executable, personality };
  switch (where.kind) {
    case 'deployed':
      return { ...local, openWitnesses: await deployedWitnesses(where.deployment) };
    case 'containers': {
      const { prepareContainers } = await import('../../containers/prepare.ts');
      io.err(`Containers: ${await prepareContainers()}`);
      return { ...local, openWitnesses: await containerWitnesses(mostProxies(selected)) };
    }
    default:
      return local;
  }
}

async function deployedWitnesses(deployment: Deployment): Promise<OpenWitnesses> {
  const { startDeployedWitnesses } = await import('../../deployment/deployed-witnesses.ts');
  const { startDeployedTaps } = await import('../../deployment/deployed-taps.ts');
  const { remoteWitnesses } = await import('../../conformance/cases/remote-witnesses.ts');
  const { DEPLOYED_CLOCK_MILLISECONDS: clockTolerance } = await import('../../conformance/clocks.ts');
  const count = deployment.proxies.length;
  return (runId) =>
    remoteWitnesses({
      count,
      clockTolerance,
      start: (configuration, recorder) => startDeployedWitnesses(configuration, deployment, recorder, runId),
      startTaps: (record) => startDeployedTaps(deployment, record, runId),
    });
}

async function containerWitnesses(count: number): Promise<OpenWitnesses> {
  const { startContainerWitnesses } = await import('../../containers/container-witnesses.ts');
  const { remoteWitnesses } = await import('../../conformance/cases/remote-witnesses.ts');
  const { CONTAINER_CLOCK_MILLISECONDS: clockTolerance } = await import('../../conformance/clocks.ts');
  return (runId) =>
    remoteWitnesses({
      count,
      clockTolerance,
      start: (configuration, recorder) => startContainerWitnesses(configuration, recorder, runId),
    });
}

/** Of the case with the most of them; one at least. */
function mostProxies(selected: readonly Selection[]): number {
  return Math.max(1, ...selected.flatMap(({ cells }) => cells.map(({ plan }) => plan.setup.proxies.length)));
}
