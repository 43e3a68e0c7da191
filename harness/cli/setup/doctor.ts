import { styleText } from 'node:util';
import { loadProxyConfiguration } from '../../configuration/load-proxy-configuration.ts';
import { loadDeployment } from '../../deployment/load-deployment.ts';
import type { Checked } from '../../preflight/check.ts';
import { examine } from '../../preflight/examine.ts';
import { type Readiness, readiness } from '../../preflight/modes.ts';
import { tool } from '../../tool.ts';
import type { ExitCode, Io } from '../io.ts';
import type { DoctorOptions } from './doctor-options.ts';

/**
 * Prints what is here and what can be done with it.
 * @throws {InvalidInputError} for a configuration or a deployment file that cannot be used.
 */
export async function doctor(path: string | undefined, options: DoctorOptions, io: Io): Promise<ExitCode> {
  const { out, connect, identity, json } = options;
  const deployment = options.deployment === undefined ? undefined : await loadDeployment(options.deployment);
  const configuration =
    path === undefined ? undefined : await loadProxyConfiguration(path === '-' ? { stdin: io.stdin } : { path });
  const checks = await examine({
    environment: process.env,
    nodeVersion: process.versions.node,
    connect,
    identity,
    ...(out === undefined ? {} : { out }),
    ...(configuration === undefined ? {} : { configuration }),
    ...(deployment === undefined ? {} : { deployment }),
  });
  const modes = readiness(checks);
  io.out(json ? asJson(checks, modes) : asText(checks, modes, io.colour));
  return modes[0]?.missing.length === 0 ? 0 : 2;
}

function asJson(checks: readonly Checked[], modes: readonly Readiness[]): string {
  return JSON.stringify({ tool, checks: checks.map(({ id, outcome }) => ({ id, ...outcome })), modes }, null, 2);
}

const SIGNS = { ok: '✓', note: '·', missing: '✗' } as const;
const COLOURS = { ok: 'green', note: 'dim', missing: 'red' } as const;

function asText(checks: readonly Checked[], modes: readonly Readiness[], colour: boolean): string {
  const sign = (state: keyof typeof SIGNS): string =>
    colour ? styleText(COLOURS[state], SIGNS[state], { validateStream: false }) : SIGNS[state];
  const width = Math.max(...checks.map(({ id }) => id.length));
  const modeWidth = Math.max(...modes.map(({ mode }) => mode.length));
  return [
    `${tool.name} ${tool.version}`,
    '',
    ...checks.flatMap(({ id, outcome }) => [
      `${sign(outcome.state)} ${id.padEnd(width)}  ${outcome.says}`,
      ...(outcome.state === 'missing' ? [`  ${''.padEnd(width)}  fix: ${outcome.fix}`] : []),
    ]),
    '',
    ...modes.map(({ mode, missing }) =>
      missing.length === 0
        ? `${sign('ok')} ${mode}`
        : `${sign('missing')} ${mode.padEnd(modeWidth)}  needs ${missing.join(', ')}`,
    ),
  ].join('\n');
}
