/** All errors of one that came while things were disposed after another, the first one first. */
export function unsuppressed(error: unknown): readonly unknown[] {
  if (error instanceof Error && 'suppressed' in error && 'error' in error) {
    return [...unsuppressed(error.suppressed), ...unsuppressed(error.error)];
  }
  return error === undefined ? [] : [error];
}
