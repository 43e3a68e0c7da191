#!/usr/bin/env node
import { Command, CommanderError } from 'commander';
import { InvalidInputError } from '../configuration/invalid-input.ts';
import { renderViolations } from '../configuration/render.ts';
import { tool } from '../tool.ts';
import { explain } from './explain.ts';
import { interruption } from './interruption.ts';
import type { ExitCode } from './io.ts';
import { processIo } from './process-io.ts';
import { verifyCommand } from './verify.ts';

const io = processIo();

/** Typed errors that are the user's to mend: one clear line, no stack. */
function isUsageError(error: unknown): error is Error {
  return (
    error instanceof Error && 'code' in error && (error.code === 'ERR_BROWSER_PATH' || error.code === 'ERR_NO_BROWSER')
  );
}

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

  main
    .command('verify')
    .description('browse a configuration’s matrix for real and judge where each request went')
    .argument('<configuration...>', 'JSON files with a proxyConfiguration; - for standard input')
    .option('--out <folder>', 'write reports there: matrix page, Allure, JUnit XML, conformance report')
    .option('--hosts <file>', 'your own hosts or URLs to probe as well, one a line')
    .option('--expect <file>', 'your own expectations: JSON from URL to proxy name, index or "direct"')
    .option('--schemes <list>', 'what every host is asked for over', 'http,https,ws,wss')
    .option('--strict', 'deviations fail also where the document is silent', false)
    .option('--json', 'print the conformance report as JSON', false)
    .action(async (configurations: string[], options) => {
      const { signal } = interruption(io);
      finish(
        await verifyCommand(
          {
            configurations,
            schemes: String(options.schemes).split(',').filter(Boolean),
            strict: options.strict,
            json: options.json,
            ...(options.out === undefined ? {} : { out: options.out }),
            ...(options.hosts === undefined ? {} : { hosts: options.hosts }),
            ...(options.expect === undefined ? {} : { expect: options.expect }),
          },
          io,
          signal,
        ),
      );
    });

  main
    .command('explain')
    .description('say where URLs go, by which rule, and what that rule won over; starts nothing')
    .argument('<configuration>', 'JSON file with a proxyConfiguration; - for standard input')
    .argument('<url...>', 'URLs or bare hosts')
    .option('--json', 'print JSON', false)
    .action(async (configuration: string, urls: string[], options) => {
      finish(await explain({ configuration, urls, json: options.json }, io));
    });
  return main;
}

try {
  await program((code) => {
    process.exitCode = code;
  }).parseAsync();
} catch (error) {
  if (error instanceof InvalidInputError) {
    io.err(renderViolations(error));
    process.exitCode = 2;
  } else if (error instanceof CommanderError) {
    // Commander has said what is wrong; asking for help or the version is no error.
    process.exitCode = error.exitCode === 0 ? 0 : 2;
  } else if (isUsageError(error)) {
    io.err(error.message);
    process.exitCode = 2;
  } else {
    io.err(error instanceof Error ? (error.stack ?? error.message) : String(error));
    process.exitCode = 3;
  }
}
