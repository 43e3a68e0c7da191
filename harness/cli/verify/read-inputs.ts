import { loadProxyConfiguration } from '../../configuration/load-proxy-configuration.ts';
import type { ProxyConfiguration } from '../../configuration/proxy-configuration.ts';
import type { UserExpectation, UserHost } from '../../matrix/derive-probes.ts';
import { loadExpectations } from '../../matrix/expect-file.ts';
import { loadHosts } from '../../matrix/hosts-file.ts';

/** Files that a verification reads, as the user named them. */
export interface InputFiles {
  /** Paths of proxy configurations; `-` for standard input. */
  readonly configurations: readonly string[];
  readonly hosts?: string;
  readonly expect?: string;
}

interface Inputs {
  readonly configurations: readonly {
    readonly configuration: ProxyConfiguration;
    readonly source: string;
    /** Where the user expects URLs to go, read against this configuration. */
    readonly expectations: readonly UserExpectation[];
  }[];
  readonly hosts: readonly UserHost[];
}

/**
 * Reads all of them, also when one is already known to be unusable.
 *
 * @throws {InvalidInputError} or an `AggregateError` of them, in the order of the command line.
 */
export async function readInputs(
  { configurations, hosts, expect }: InputFiles,
  stdin: NodeJS.ReadableStream,
): Promise<Inputs> {
  const reading = configurations.map(async (path) => {
    const { configuration, source } = await loadProxyConfiguration(path === '-' ? { stdin } : { path });
    return {
      configuration,
      source,
      expectations: expect === undefined ? [] : await loadExpectations(expect, configuration),
    };
  });
  const readingHosts = hosts === undefined ? [] : loadHosts(hosts);
  const failures = (await Promise.allSettled([...reading, readingHosts])).flatMap((read) =>
    read.status === 'rejected' ? [read.reason] : [],
  );
  // One expectations file is read against every configuration: what is wrong with it is said once.
  const different = new Map(failures.map((error) => [String(error), error]));
  if (different.size > 1) throw new AggregateError(different.values());
  return { configurations: await Promise.all(reading), hosts: await readingHosts };
}
