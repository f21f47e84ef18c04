/*
 * Spans of days as words of an index: a day has its year, month and day ("2031", "203103",
 * "20310311"), so that a long span takes few words.
 */

const DAY = 86_400_000;

/** The words a day is found by. */
export function wordsOfDay(day: string): string[] {
  const digits = day.replaceAll("-", "");
  return [digits.slice(0, 4), digits.slice(0, 6), digits];
}

/** The fewest words that hold all days from one to another, both of them in, and no others. */
export function dayTokens(first: string, last: string): string[] {
  const tokens: string[] = [];
  for (let day = first; day <= last; ) {
    const [year, month, date] = wordsOfDay(day);
    const endOfYear = `${day.slice(0, 4)}-12-31`;
    const endOfMonth = lastOfMonth(day);
    if (day.endsWith("-01-01") && endOfYear <= last) {
      tokens.push(year!);
      day = nextDay(endOfYear);
    } else if (day.endsWith("-01") && endOfMonth <= last) {
      tokens.push(month!);
      day = nextDay(endOfMonth);
    } else {
      tokens.push(date!);
      day = nextDay(day);
    }
  }
  return tokens;
}

export function nextDay(day: string): string {
  return stepDays(day, 1);
}

export function stepDays(day: string, days: number): string {
  return new Date(Date.parse(day) + days * DAY).toISOString().slice(0, 10);
}

export function daysBetween(first: string, last: string): number {
  return Math.round((Date.parse(last) - Date.parse(first)) / DAY);
}

/** The last day of the month that a day is of. */
export function lastOfMonth(day: string): string {
  const [year, month] = [Number(day.slice(0, 4)), Number(day.slice(5, 7))];
  return new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);
}
