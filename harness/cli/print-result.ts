import type { Verification } from '../conformance/verification.ts';
import type { Io } from './io.ts';
import { loadJsonReport, loadSummary } from './plug-ins.ts';

/** Prints results as they come. */
export interface ResultPrinter {
  print(verification: Verification): void;
  /** There are no more. */
  end(): void;
}

/** @param several more than one result is to come: as JSON they are the elements of one array. */
export async function printer(json: boolean, several: boolean, io: Io): Promise<ResultPrinter> {
  if (!json) {
    const summarise = await loadSummary();
    return { print: (verification) => io.out(summarise(verification, io)), end: () => undefined };
  }
  const report = await loadJsonReport();
  const document = (verification: Verification): string => [...report(verification)].join('').trimEnd();
  if (!several) return { print: (verification) => io.out(document(verification)), end: () => undefined };
  let separator = '[';
  return {
    print(verification) {
      io.out(`${separator}\n${document(verification)}`);
      separator = ',';
    },
    end: () => io.out(separator === '[' ? '[]' : ']'),
  };
}
