const LONG_DATE = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/;

/** `YYYYMMDDTHHMMSSZ`, as signatures write dates. */
export function longDate(date: Date): string {
  return date.toISOString().replace(/\.\d+|[-:]/g, '');
}

/** Reads what {@link longDate} writes; nothing where it is no such date. */
export function parseLongDate(text: string | string[] | undefined): Date | undefined {
  if (typeof text !== 'string' || !LONG_DATE.test(text)) return undefined;
  const date = new Date(text.replace(LONG_DATE, '$1-$2-$3T$4:$5:$6Z'));
  return Number.isNaN(date.getTime()) ? undefined : date;
}
