/** Milliseconds UTC of the first moment of `day` ("YYYY-MM-DD") plus `add` days in a time zone. */
export function startOfDay(day, add, timeZone) {
  const utc = Date.parse(`${day}T00:00:00Z`) + add * 86_400_000;
  // Twice, because the offset there may be another one than here.
  let guess = utc - offsetAt(utc, timeZone);
  guess = utc - offsetAt(guess, timeZone);
  return guess;
}

function offsetAt(moment, timeZone) {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  const parts = Object.fromEntries(
    format.formatToParts(moment).map(({ type, value }) => [type, Number(value)]),
  );
  const local = Date.UTC(
    parts.year,
    parts.month - 1,
    parts.day,
    parts.hour,
    parts.minute,
    parts.second,
  );
  return local - Math.floor(moment / 1000) * 1000;
}
