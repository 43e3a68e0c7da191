import { CommanderError } from 'commander';
import { InvalidInputError } from '../configuration/invalid-input.ts';
import { renderViolations } from '../configuration/render.ts';
import type { ExitCode, Io } from './io.ts';

/** Typed errors that are the user's to mend: a clear line for each thing, no stack. */
const USAGE_ERRORS: readonly unknown[] = [
  'ERR_BROWSER_PATH',
  // Thrown before a run; during one it is a reason why the run did not get to its end.
  'ERR_DEPLOYMENT',
  'ERR_LISTEN',
  'ERR_NO_BROWSER',
  'ERR_NO_ENGINE',
  'ERR_OUT_FOLDER',
  'ERR_SECRET_FILE',
  'ERR_TEMPORARY_FOLDER',
  'ERR_WITNESS_IMAGE',
];

const USAGE: ExitCode = 2;
const FAULT: ExitCode = 3;

/**
 * Says what went wrong: on standard error for people and, where JSON was asked for, what is wrong with inputs on standard
 * output for programs.
 */
export function explainFailure(error: unknown, io: Io, json: boolean): ExitCode {
  const errors = error instanceof AggregateError ? error.errors : [error];
  const codes = errors.map((one) => explainOne(one, io));
  const inputs = errors.filter((one) => one instanceof InvalidInputError);
  if (json && inputs.length > 0) {
    const code = inputs[0]?.code;
    const named = inputs.map(({ source, violations }) => ({ source, violations }));
    io.out(JSON.stringify({ error: { code, inputs: named } }, null, 2));
  }
  return codes.find((code) => code === FAULT) ?? codes[0] ?? FAULT;
}

function explainOne(error: unknown, io: Io): ExitCode {
  if (error instanceof InvalidInputError) {
    io.err(renderViolations(error));
    return USAGE;
  }
  if (error instanceof CommanderError) {
    // Commander has said what is wrong; asking for help or the version is no error.
    return error.exitCode === 0 ? 0 : USAGE;
  }
  if (error instanceof Error && 'code' in error && USAGE_ERRORS.includes(error.code)) {
    io.err(error.message);
    return USAGE;
  }
  io.err(error instanceof Error ? (error.stack ?? error.message) : String(error));
  return FAULT;
}
