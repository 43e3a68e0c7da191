import type { Verification } from '../conformance/verification.ts';
import type { Io } from './io.ts';
import { loadJsonReport, loadSummary } from './plug-ins.ts';

/** Prints results as they come. */
export interface ResultPrinter {
  /** What was seen; as JSON it comes with the verdict. */
  show(verification: Verification): void;
  /** The last word. Reports are written before it, and where they cannot be, it is another one. */
  conclude(verification: Verification): void;
  /** There are no more. */
  end(): void;
}

/** @param several more than one result is to come: as JSON they are the elements of one array. */
export async function printer(json: boolean, several: boolean, io: Io): Promise<ResultPrinter> {
  if (!json) {
    const summary = await loadSummary();
    return {
      show: (verification) => io.out(summary.body(verification, io)),
      conclude: (verification) => io.out(`\n${summary.verdict(verification, io)}`),
      end: () => undefined,
    };
  }
  const report = await loadJsonReport();
  const document = (verification: Verification): string => [...report(verification)].join('').trimEnd();
  const show = (): void => undefined;
  if (!several) return { show, conclude: (verification) => io.out(document(verification)), end: () => undefined };
  let separator = '[';
  return {
    show,
    conclude(verification) {
      io.out(`${separator}\n${document(verification)}`);
      separator = ',';
    },
    end: () => io.out(separator === '[' ? '[]' : ']'),
  };
}
