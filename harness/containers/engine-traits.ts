import type { ContainerRuntimeClient } from 'testcontainers';

/** What sets engines apart, as far as a run has to know. */
export interface EngineTraits {
  /** Name and version, for reports. */
  readonly name: string;
  /**
   * Its networks are not this machine's: it runs without root, in a network namespace of its own, or has no bridge until a
   * container needs one. An address in them says nothing of where the engine is.
   */
  readonly apart: boolean;
}

/** Where Podman says so; Docker says it in its security options. */
interface Info {
  readonly Rootless?: boolean;
  readonly SecurityOptions?: readonly string[] | null;
}

/** Of a component, in what an engine says of its version. */
const PODMAN = 'Podman Engine';
const ROOTLESS = 'name=rootless';

export async function engineTraits({ container: { dockerode } }: ContainerRuntimeClient): Promise<EngineTraits> {
  const [{ Version, Platform, Components }, info] = await Promise.all([
    dockerode.version(),
    dockerode.info() as Promise<Info>,
  ]);
  const podman = Components?.some(({ Name }) => Name === PODMAN) ?? false;
  const rootless = info.Rootless === true || (info.SecurityOptions ?? []).includes(ROOTLESS);
  const name = podman ? PODMAN : Platform?.Name || 'Docker Engine';
  return { name: `${name} ${Version}${rootless ? ', rootless' : ''}`, apart: podman || rootless };
}
