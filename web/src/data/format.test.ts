import { describe, expect, it } from 'vitest';
import {
  bytes,
  calendarDay,
  currencyDigits,
  daysBetween,
  initials,
  localToday,
  money,
  relativeTime,
  share,
} from './format.js';

describe('money', () => {
  it('reads minor units by the digits of the currency', () => {
    expect(money(123456, 'EUR', { locale: 'en' })).toBe('€1,234.56');
    expect(money(123456, 'JPY', { locale: 'en' })).toBe('¥123,456');
    expect(money(123456, 'KWD', { locale: 'en' }).replace(/\s/g, ' ')).toBe('KWD 123.456');
    expect(currencyDigits('KWD')).toBe(3);
  });

  it('writes refunds with a minus and unknown amounts as nothing', () => {
    expect(money(-500, 'USD', { locale: 'en' })).toBe('-$5.00');
    expect(money(null, 'USD')).toBe('');
  });

  it('survives a currency that is none', () => {
    expect(money(100, 'not a currency', { locale: 'en' })).toBe('1.00');
  });
});

describe('share', () => {
  it('never shows people who are there as nobody', () => {
    expect(share(1, 100_000, 'en')).toBe('<0.1%');
    expect(share(0, 100, 'en')).toBe('0%');
    expect(share(3, 0, 'en')).toBe('0%');
    expect(share(25, 100, 'en')).toBe('25%');
    expect(share(1, 30, 'en')).toBe('3.3%');
  });
});

describe('dates', () => {
  const now = Date.UTC(2026, 10, 21, 12);

  it('says how long ago in the largest sensible unit', () => {
    expect(relativeTime(now - 5_000, now, 'en')).toBe('now');
    expect(relativeTime(now - 3 * 60_000, now, 'en')).toBe('3 minutes ago');
    expect(relativeTime(now - 86_400_000, now, 'en')).toBe('yesterday');
    expect(relativeTime(now - 20 * 86_400_000, now, 'en')).toBe('3 weeks ago');
    expect(relativeTime(now + 2 * 86_400_000, now, 'en')).toBe('in 2 days');
    expect(relativeTime(now - 800 * 86_400_000, now, 'en')).toBe('2 years ago');
  });

  it('shows a calendar date without shifting it by the time zone', () => {
    expect(calendarDay('2026-03-01', 'en-GB')).toBe('1 Mar 2026');
    expect(calendarDay('01.03.2026')).toBe('');
  });

  it('counts days across a change of the clock', () => {
    expect(daysBetween('2026-03-28', '2026-03-30')).toBe(2);
    expect(daysBetween('2026-03-28', 'soon')).toBeNaN();
    expect(localToday(new Date(2026, 0, 5))).toBe('2026-01-05');
  });
});

describe('small texts', () => {
  it('writes sizes in the unit people expect', () => {
    expect(bytes(999, 'en')).toBe('999 bytes');
    expect(bytes(34_500_000, 'en')).toBe('35 MB');
    expect(bytes(1_500, 'en')).toBe('1.5 kB');
  });

  it('takes initials by character, not by code unit', () => {
    expect(initials('Åsa 🦊fox')).toBe('Å🦊');
    expect(initials('  ')).toBe('·');
    expect(initials('Plato')).toBe('P');
  });
});
