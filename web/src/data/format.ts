/** How money, dates, counts and bytes are written. Pure: locale and "now" can be given. */

const locale = (): string => globalThis.navigator?.language || 'en';

const moneyFormats = new Map<string, Intl.NumberFormat>();

function moneyFormat(currency: string, whole: boolean, where: string): Intl.NumberFormat {
  const key = `${where}|${currency}|${whole ? 'w' : ''}`;
  let format = moneyFormats.get(key);
  if (!format) {
    try {
      format = new Intl.NumberFormat(where, {
        style: 'currency',
        currency,
        ...(whole ? { maximumFractionDigits: 0, minimumFractionDigits: 0 } : {}),
      });
    } catch {
      format = new Intl.NumberFormat(where, { minimumFractionDigits: 2 });
    }
    moneyFormats.set(key, format);
  }
  return format;
}

/** Digits behind the decimal point in one unit of a currency: 2 for EUR, 0 for JPY, 3 for KWD. */
export function currencyDigits(currency: string): number {
  try {
    const format = new Intl.NumberFormat('en', { style: 'currency', currency });
    return format.resolvedOptions().maximumFractionDigits ?? 2;
  } catch {
    return 2;
  }
}

/** Minor units → text: `money(123456, 'EUR')` is "€1,234.56" in English. */
export function money(
  minor: number | null | undefined,
  currency: string,
  options: { whole?: boolean; locale?: string } = {},
): string {
  if (minor === null || minor === undefined) return '';
  const value = minor / 10 ** currencyDigits(currency || 'XXX');
  return moneyFormat(currency || 'XXX', options.whole ?? false, options.locale ?? locale()).format(
    value,
  );
}

export function count(value: number, where = locale()): string {
  return new Intl.NumberFormat(where).format(value);
}

/** A share of a whole as a percentage; small but present shares never read "0%". */
export function share(part: number, whole: number, where = locale()): string {
  if (whole <= 0) return '0%';
  const fraction = part / whole;
  if (part > 0 && fraction < 0.001) return '<0.1%';
  return new Intl.NumberFormat(where, {
    style: 'percent',
    maximumFractionDigits: fraction < 0.1 ? 1 : 0,
  }).format(fraction);
}

const kMinute = 60_000;
const kHour = 60 * kMinute;
const kDay = 24 * kHour;

/** "3 minutes ago", "yesterday", "5 weeks ago", "in 2 days". */
export function relativeTime(at: number, now = Date.now(), where = locale()): string {
  const format = new Intl.RelativeTimeFormat(where, { numeric: 'auto' });
  const difference = at - now;
  const size = Math.abs(difference);
  if (size < 45_000) return format.format(0, 'second');
  if (size < kHour) return format.format(Math.round(difference / kMinute), 'minute');
  if (size < 22 * kHour) return format.format(Math.round(difference / kHour), 'hour');
  if (size < 14 * kDay) return format.format(Math.round(difference / kDay), 'day');
  if (size < 60 * kDay) return format.format(Math.round(difference / (7 * kDay)), 'week');
  if (size < 700 * kDay) return format.format(Math.round(difference / (30.44 * kDay)), 'month');
  return format.format(Math.round(difference / (365.25 * kDay)), 'year');
}

/** The full moment, for tooltips. */
export function exactTime(at: number, where = locale()): string {
  return new Intl.DateTimeFormat(where, { dateStyle: 'full', timeStyle: 'short' }).format(at);
}

/** A short day such as "3 Nov 2026". */
export function shortDay(at: number, where = locale()): string {
  return new Intl.DateTimeFormat(where, { dateStyle: 'medium' }).format(at);
}

/** A calendar date "YYYY-MM-DD" as a short day, without time zone shift; "" when it is not a date. */
export function calendarDay(date: string, where = locale()): string {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(date);
  if (!parts) return '';
  const at = Date.UTC(Number(parts[1]), Number(parts[2]) - 1, Number(parts[3]));
  return new Intl.DateTimeFormat(where, { dateStyle: 'medium', timeZone: 'UTC' }).format(at);
}

/** Whole days from `today` to `date`, both "YYYY-MM-DD"; NaN when one is not a date. */
export function daysBetween(today: string, date: string): number {
  return Math.round((Date.parse(`${date}T00:00:00Z`) - Date.parse(`${today}T00:00:00Z`)) / kDay);
}

/** This device's calendar date as "YYYY-MM-DD". */
export function localToday(now = new Date()): string {
  const two = (n: number): string => String(n).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

export function bytes(size: number, where = locale()): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;
  let index = 0;
  let value = size;
  while (value >= 1000 && index < units.length - 1) {
    value /= 1000;
    index += 1;
  }
  return new Intl.NumberFormat(where, {
    style: 'unit',
    unit: units[index] ?? 'byte',
    unitDisplay: index === 0 ? 'long' : 'short',
    maximumFractionDigits: value < 10 && index > 0 ? 1 : 0,
  }).format(value);
}

let regionNames: Intl.DisplayNames | undefined;

/** "DE" → "Germany"; unknown codes are shown as they are. */
export function countryName(code: string): string {
  if (!/^[A-Za-z]{2}$/.test(code)) return code;
  try {
    regionNames ??= new Intl.DisplayNames([locale()], { type: 'region' });
    return regionNames.of(code.toUpperCase()) ?? code;
  } catch {
    return code;
  }
}

/** One or two letters for an avatar. */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/u).filter(Boolean);
  const first = [...(words[0] ?? '')][0] ?? '';
  const last = words.length > 1 ? ([...(words[words.length - 1] ?? '')][0] ?? '') : '';
  return (first + last).toLocaleUpperCase() || '·';
}
