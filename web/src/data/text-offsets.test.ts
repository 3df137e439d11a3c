import { describe, expect, it } from 'vitest';
import { lineColumnOffset, utf16Offset, utf16Range } from './text-offsets.js';

const byteLength = (text: string): number => new TextEncoder().encode(text).length;

describe('utf16Offset', () => {
  it('agrees with the encoder at every character boundary', () => {
    const text = "a é € 𝄞 'ü' AND 日本";
    let index = 0;
    for (const character of text) {
      expect(utf16Offset(text, byteLength(text.slice(0, index)))).toBe(index);
      index += character.length;
    }
    expect(utf16Offset(text, byteLength(text))).toBe(text.length);
  });

  it('points at the start of a character when the byte lies inside it', () => {
    expect(utf16Offset('€x', 1)).toBe(0);
    expect(utf16Offset('€x', 3)).toBe(1);
  });

  it('stays in the text for an offset beyond it', () => {
    expect(utf16Offset('abc', 99)).toBe(3);
  });
});

describe('utf16Range', () => {
  it('marks the faulty word after characters of several bytes', () => {
    const text = "customer_tags CONTAINS 'é' ANDD x";
    const position = byteLength(text.slice(0, text.indexOf('ANDD')));
    const { start, end } = utf16Range(text, position, 4);
    expect(text.slice(start, end)).toBe('ANDD');
  });

  it('marks the last character when the error is at the end of the text', () => {
    expect(utf16Range('a AND', 5, 0)).toEqual({ start: 4, end: 5 });
    expect(utf16Range('', 0, 1)).toEqual({ start: 0, end: 0 });
  });
});

describe('lineColumnOffset', () => {
  it('finds lines and columns counted from one', () => {
    const text = 'ab\ncd€f\n';
    expect(lineColumnOffset(text, 1, 1)).toBe(0);
    expect(lineColumnOffset(text, 2, 3)).toBe(5);
    expect(lineColumnOffset(text, 2, 99)).toBe(7);
    expect(lineColumnOffset(text, 9, 1)).toBe(text.length);
  });

  it('counts characters, not code units', () => {
    expect(lineColumnOffset('🦊x', 1, 2)).toBe(2);
  });
});
