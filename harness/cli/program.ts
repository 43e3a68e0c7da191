import { Command } from 'commander';
import type { Authority } from '../../proxies/index.ts';
import { tool } from '../tool.ts';
import { type CleanupOptions, describeCleanup } from './aws/cleanup-options.ts';
import { describeProve, type ProveOptions } from './cases/prove-options.ts';
import {
  describeList,
  describePlan,
  describeRun,
  type ListOptions,
  type PlanOptions,
  type RunOptions,
} from './cases/run-options.ts';
import { describeEmulate, type EmulateOptions } from './emulate/emulate-options.ts';
import { explainFailure } from './failure.ts';
import { onFault } from './faults.ts';
import { interruption } from './interruption.ts';
import type { ExitCode } from './io.ts';
import { processIo } from './process-io.ts';
import {
  describeMerge,
  describeOpen,
  describeReport,
  type MergeOptions,
  type OpenOptions,
} from './reports/report-options.ts';
import { type DoctorOptions, describeDoctor } from './setup/doctor-options.ts';
import { describeInit, type InitOptions } from './setup/init-options.ts';
import { describeVerify, type VerifyOptions } from './verify/verify-options.ts';
import { describeProxy, describeTap, type ProxyOptions, type TapCommandOptions } from './witnesses/proxy-options.ts';
import { describeServe, type ServeOptions } from './witnesses/serve-options.ts';

const io = processIo();
/** Asked for here too, for a command line that is refused never becomes options. */
const json = process.argv.includes('--json');

const FAULT: ExitCode = 3;

/** Commands load what they need when they run: most of it is for one of them. */
function program(finish: (code: ExitCode) => void): Command {
  const main = new Command(tool.name)
    .description('Proves where every request of an AgentCore Browser proxy configuration goes.')
    .version(tool.version)
    .exitOverride()
    .configureOutput({ writeOut: (text) => io.out(text.trimEnd()), writeErr: (text) => io.err(text.trimEnd()) })
    .addHelpText(
      'after',
      '\nExit codes: 0 conforms, 1 violations, 2 bad usage or invalid configuration, 3 inconclusive or harness fault.',
    );

  describeVerify(main.command('verify')).action(async (configurations: string[], options: VerifyOptions) => {
    const { signal } = interruption(io);
    const { verifyCommand } = await import('./verify/verify.ts');
    finish(await verifyCommand({ ...options, configurations }, io, signal));
  });

  main
    .command('explain')
    .description('say where URLs go, by which rule, and what that rule won over; starts nothing')
    .argument('<configuration>', 'JSON file with a proxyConfiguration; - for standard input')
    .argument('<url...>', 'URLs or bare hosts')
    .option('--json', 'print JSON', false)
    .action(async (configuration: string, urls: string[], options) => {
      const { explain } = await import('./explain.ts');
      finish(await explain({ configuration, urls, json: options.json }, io));
    });

  describeRun(main.command('run')).action(async (options: RunOptions) => {
    const { signal } = interruption(io);
    const { runCommand } = await import('./cases/run.ts');
    finish(await runCommand(options, io, signal));
  });

  describeList(main.command('list')).action(async (options: ListOptions) => {
    const { list } = await import('./cases/list.ts');
    finish(await list(options, io));
  });

  describePlan(main.command('plan')).action(async (options: PlanOptions) => {
    const { plan } = await import('./cases/plan.ts');
    finish(await plan(options, io));
  });

  describeProve(main.command('prove')).action(async (options: ProveOptions) => {
    const { signal } = interruption(io);
    const { proveCommand } = await import('./cases/prove.ts');
    finish(await proveCommand(options, io, signal));
  });

  main
    .command('compare')
    .description(
      'show what changed from one conformance report to a later one; ends with 1 where something got worse or is no longer examined',
    )
    .argument('<before>', 'a conformance-report.json')
    .argument('<after>', 'a later one')
    .option('--allow-fewer', 'what is no longer examined does not count as worse', false)
    .option('--json', 'print JSON', false)
    .action(async (before: string, after: string, options) => {
      const { compare } = await import('./reports/compare.ts');
      finish(await compare({ before, after, ...options }, io));
    });

  const report = describeReport(main.command('report'));
  describeOpen(report.command('open')).action(async (where: string, options: OpenOptions) => {
    const { openReport } = await import('./reports/report-open.ts');
    finish(await openReport(where, options, io));
  });
  describeMerge(report.command('merge')).action(async (parts: string[], options: MergeOptions) => {
    const { mergeReports } = await import('./reports/report-merge.ts');
    finish(await mergeReports(parts, options, io));
  });

  describeEmulate(main.command('emulate')).action(async (options: EmulateOptions) => {
    const { emulate } = await import('./emulate/emulate.ts');
    finish(await emulate(options, io, process.env));
  });

  describeProxy(main.command('proxy')).action(async (options: ProxyOptions) => {
    const { signal } = interruption(io);
    const { proxyCommand } = await import('./witnesses/proxy.ts');
    finish(await proxyCommand(options, { io, stdout: process.stdout, signal }, process.env));
  });

  describeTap(main.command('tap')).action(async (proxy: Authority, options: TapCommandOptions) => {
    const { signal } = interruption(io);
    const { tapCommand } = await import('./witnesses/tap.ts');
    finish(await tapCommand(proxy, options, { io, stdout: process.stdout, signal }, process.env));
  });

  const proxies = main.command('proxies').description('instrumented proxies for runs elsewhere');
  describeServe(proxies.command('serve')).action(async (options: ServeOptions) => {
    const { signal } = interruption(io);
    const { serve } = await import('./witnesses/serve.ts');
    finish(await serve(options, io, signal));
  });

  describeCleanup(main.command('cleanup')).action(async (options: CleanupOptions) => {
    const { cleanup } = await import('./aws/cleanup.ts');
    finish(await cleanup(options, io));
  });

  describeInit(main.command('init')).action(async (options: InitOptions) => {
    const { init } = await import('./setup/init.ts');
    finish(await init(options, io));
  });

  describeDoctor(main.command('doctor')).action(async (configuration: string | undefined, options: DoctorOptions) => {
    const { doctor } = await import('./setup/doctor.ts');
    finish(await doctor(configuration, options, io));
  });
  return main;
}

// Until a command has come to its end, an end of the process is a fault of ours: never a pass, never a violation.
process.exitCode = FAULT;
// Commands with something to stop have it stopped instead, see `interruption`.
onFault((fault) => process.exit(explainFailure(fault, io, json)));
try {
  await program((code) => {
    process.exitCode = code;
  }).parseAsync();
} catch (error) {
  process.exitCode = explainFailure(error, io, json);
}
