/** Seconds since the Unix epoch, as AWS JSON writes timestamps. */
export function timestamp(date: Date): number {
  return date.getTime() / 1000;
}
