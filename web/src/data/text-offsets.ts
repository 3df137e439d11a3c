/** The core counts bytes of UTF-8; text areas count UTF-16 code units. */

function utf8Length(codePoint: number): number {
  if (codePoint < 0x80) return 1;
  if (codePoint < 0x800) return 2;
  return codePoint < 0x10000 ? 3 : 4;
}

/** Byte offset in the UTF-8 form → index into the JavaScript string; inside a character = its start. */
export function utf16Offset(text: string, byteOffset: number): number {
  let bytesSeen = 0;
  let index = 0;
  for (const character of text) {
    const size = utf8Length(character.codePointAt(0) ?? 0);
    if (bytesSeen + size > byteOffset) return index;
    bytesSeen += size;
    index += character.length;
  }
  return index;
}

/** A byte range as a UTF-16 range, at least one character wide where the text allows it. */
export function utf16Range(
  text: string,
  position: number,
  length: number,
): { start: number; end: number } {
  let start = utf16Offset(text, position);
  let end = Math.max(start, utf16Offset(text, position + Math.max(length, 0)));
  if (end === start && text.length > 0) {
    if (start >= text.length) start = text.length - 1;
    end = start + ((text.codePointAt(start) ?? 0) > 0xffff ? 2 : 1);
  }
  return { start, end: Math.min(end, text.length) };
}

/** Line and column (from 1, columns in characters) → index; beyond a line's end = its end. */
export function lineColumnOffset(text: string, line: number, column: number): number {
  let start = 0;
  for (let current = 1; current < line; current += 1) {
    const next = text.indexOf('\n', start);
    if (next < 0) return text.length;
    start = next + 1;
  }
  const lineEnd = text.indexOf('\n', start);
  const end = lineEnd < 0 ? text.length : lineEnd;
  let index = start;
  for (const character of text.slice(start, end)) {
    if (index - start >= column - 1) break;
    index += character.length;
  }
  return Math.min(index, end);
}
