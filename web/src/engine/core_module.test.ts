import { describe, expect, it } from 'vitest';
import { packBlobs, unpackJournal } from './core_module.js';
import { cannotBeOpened, isCrash, isDamaged } from './damage.js';
import { pokedHead } from './poke_socket.js';
import { PannierError } from './types.js';

describe('unpackJournal', () => {
  it('reads entries and drops, with numbers above 32 bits', () => {
    const bytes = new Uint8Array(4 + 8 + 4 + 3 + 4 + 8);
    const view = new DataView(bytes.buffer);
    view.setUint32(0, 1, true);
    view.setBigInt64(4, 2n ** 40n, true);
    view.setUint32(12, 3, true);
    bytes.set([7, 8, 9], 16);
    view.setUint32(19, 1, true);
    view.setBigInt64(23, 5n, true);
    expect(unpackJournal(bytes)).toEqual({
      put: [{ number: 2 ** 40, bytes: Uint8Array.of(7, 8, 9) }],
      drop: [5],
    });
  });
});

describe('packBlobs', () => {
  it('writes count, lengths and bytes', () => {
    const packed = packBlobs([Uint8Array.of(1, 2), new Uint8Array()]);
    expect([...packed]).toEqual([2, 0, 0, 0, 2, 0, 0, 0, 1, 2, 0, 0, 0, 0]);
  });
});

describe('damage', () => {
  const storage = (detail: string): PannierError =>
    new PannierError({ code: 'storage', message: 'x', detail });

  it('knows a damaged file by its code, extended or not', () => {
    expect(isDamaged(storage('SQLite 11: malformed'))).toBe(true);
    expect(isDamaged(storage('SQLite 779: index corrupt'))).toBe(true);
    expect(isDamaged(storage('SQLite 26: not a database'))).toBe(true);
  });

  it('does not take a full disk for damage', () => {
    expect(isDamaged(storage('SQLite 13: full'))).toBe(false);
    expect(isDamaged(storage('SQLite 778: disk I/O error'))).toBe(false);
    expect(cannotBeOpened(storage('SQLite 13: full'))).toBe(false);
  });

  it('does not take an ordinary error for a crash', () => {
    expect(isCrash(new WebAssembly.RuntimeError('unreachable'))).toBe(true);
    expect(isCrash(new PannierError({ code: 'not_found', message: 'x' }))).toBe(false);
  });
});

describe('pokedHead', () => {
  it('reads pokes and ignores everything else', () => {
    expect(pokedHead('{"type":"poke","head":12}')).toBe(12);
    for (const other of ['{"type":"poke"}', '{"type":"bye","head":1}', 'x', 4, null]) {
      expect(pokedHead(other)).toBeUndefined();
    }
  });
});
