import { GenericContainer, type PortWithOptionalBinding } from 'testcontainers';

/** Where containers publish, and this machine reaches them. */
export const LOOPBACK = '127.0.0.1';

/**
 * A container whose ports are published on this machine's loopback only: stand-ins may be open proxies. Each port says so
 * itself, because Podman ignores what a network says about it.
 */
export class LoopbackContainer extends GenericContainer {
  override withExposedPorts(...ports: PortWithOptionalBinding[]): this {
    super.withExposedPorts(...ports);
    const published = Object.entries<{ readonly HostPort: string }[]>(this.hostConfig.PortBindings);
    this.hostConfig.PortBindings = Object.fromEntries(
      published.map(([port, bindings]) => [port, bindings.map((binding) => ({ ...binding, HostIp: LOOPBACK }))]),
    );
    return this;
  }
}
