/*
 * Emscripten JavaScript library: the SQLite C API, answered by the official sqlite-wasm module.
 *
 * The core (pannier.wasm) and SQLite (sqlite3.wasm) are two WebAssembly modules with two memories. Every
 * function here has the signature of its C namesake in <sqlite3.h>; README.md lists what is covered and
 * how far. The host passes the initialised official module as `Module.sqlite3`.
 *
 * Two kinds of functions:
 *  - those that move no memory (step, bind_int64, column_int64, ...) are replaced by SQLite's own exports
 *    (see bridgeDirect), so that the engine calls from one module straight into the other, without
 *    JavaScript and without BigInt between them;
 *  - those that move text or bytes copy them from memory to memory, never through JavaScript strings.
 *
 * What SQLite lends out (column_text, column_blob, errmsg) is copied into the core's memory. Like in C, a
 * column stays valid until the statement's next step, reset or finalize; several columns of one row may be
 * held at once.
 */

var PannierSqlite = {
  $PannierBridge__deps: ['malloc', 'free'],
  $PannierBridge__postset: 'PannierBridge.attach();',
  $PannierBridge: {
    /** Exports of sqlite3.wasm. */
    lite: null,
    /** The WebAssembly.Memory of sqlite3.wasm. */
    memory: null,
    /** Bytes of SQLite's memory; renewed when the memory has grown. */
    view: null,
    /** A buffer in SQLite's memory for bound values and SQL text (SQLite copies: SQLITE_TRANSIENT). */
    outbox: 0,
    outboxSize: 0,
    /** Statement -> where its lent columns live in the core's memory. */
    lent: null,
    lastStatement: 0,
    lastLoan: null,
    /** The text of the last sqlite3_errmsg, in the core's memory. */
    message: 0,
    messageSize: 0,

    attach: function() {
      if (!Module['sqlite3']) {
        throw new Error('Pannier needs the initialised sqlite3 module as Module.sqlite3.');
      }
      PannierBridge.lite = Module['sqlite3']['wasm']['exports'];
      PannierBridge.memory = Module['sqlite3']['wasm']['memory'];
      PannierBridge.lent = new Map();
    },

    /** SQLite's memory. A grown memory leaves a detached, empty view behind. */
    bytes: function() {
      if (PannierBridge.view === null || PannierBridge.view.length === 0) {
        PannierBridge.view = new Uint8Array(PannierBridge.memory.buffer);
      }
      return PannierBridge.view;
    },

    /** Room for `size` bytes in SQLite's memory, 0 when there is none. Valid until the next call. */
    room: function(size) {
      if (size > PannierBridge.outboxSize) {
        var wanted = Math.max(65536, size);
        var grown = PannierBridge.lite['sqlite3_malloc'](wanted);
        if (grown === 0) return 0;
        if (PannierBridge.outbox !== 0) PannierBridge.lite['sqlite3_free'](PannierBridge.outbox);
        PannierBridge.outbox = grown;
        PannierBridge.outboxSize = wanted;
      }
      return PannierBridge.outbox;
    },

    /** Gives a large buffer back, so that one big value does not stay reserved for ever. */
    shrink: function() {
      if (PannierBridge.outboxSize > 1048576) {
        PannierBridge.lite['sqlite3_free'](PannierBridge.outbox);
        PannierBridge.outbox = 0;
        PannierBridge.outboxSize = 0;
      }
    },

    copy: function(from, source, to, target, length) {
      // Below some fifty bytes a loop beats making a subarray.
      if (length > 48) {
        to.set(from.subarray(source, source + length), target);
        return;
      }
      for (var i = 0; i < length; ++i) to[target + i] = from[source + i];
    },

    /** Copies core memory into SQLite's; 0 when out of memory. One byte more than asked is reserved. */
    send: function(pointer, length) {
      var target = PannierBridge.room(length + 1);
      if (target === 0) return 0;
      var bytes = PannierBridge.bytes();
      PannierBridge.copy(HEAPU8, pointer, bytes, target, length);
      bytes[target + length] = 0;
      return target;
    },

    /** Length of a NUL-terminated string. */
    length: function(bytes, pointer) {
      var end = pointer;
      while (bytes[end] !== 0) ++end;
      return end - pointer;
    },

    /** The blocks of one statement's lent columns. */
    loanOf: function(statement) {
      if (statement === PannierBridge.lastStatement) return PannierBridge.lastLoan;
      var loan = PannierBridge.lent.get(statement);
      if (loan === undefined) {
        loan = { block: 0, size: 0, used: 0, full: [], cells: [] };
        PannierBridge.lent.set(statement, loan);
      }
      PannierBridge.lastStatement = statement;
      PannierBridge.lastLoan = loan;
      return loan;
    },

    /** Ends the loans of the current row; keeps the newest block for the next one. */
    endRow: function(statement) {
      var loan;
      if (statement === PannierBridge.lastStatement) {
        loan = PannierBridge.lastLoan;
      } else {
        loan = PannierBridge.lent.get(statement);
        if (loan === undefined) return;
      }
      loan.used = 0;
      loan.cells.length = 0;
      if (loan.full.length !== 0) {
        for (var i = 0; i < loan.full.length; ++i) _free(loan.full[i]);
        loan.full.length = 0;
      }
      if (loan.size > 1048576) {
        _free(loan.block);
        loan.block = 0;
        loan.size = 0;
      }
    },

    forget: function(statement) {
      var loan = PannierBridge.lent.get(statement);
      if (loan === undefined) return;
      PannierBridge.endRow(statement);
      _free(loan.block);
      PannierBridge.lent.delete(statement);
      PannierBridge.lastStatement = 0;
      PannierBridge.lastLoan = null;
    },

    /** Memory for a lent value of `size` bytes, aligned to 8; 0 when there is none. */
    lend: function(loan, size) {
      var needed = (size + 7) & ~7;
      if (loan.used + needed > loan.size) {
        var wanted = Math.max(256, needed, loan.size * 2 > 1048576 ? 0 : loan.size * 2);
        var block = _malloc(wanted);
        if (block === 0) return 0;
        if (loan.block !== 0) loan.full.push(loan.block);
        loan.block = block;
        loan.size = wanted;
        loan.used = 0;
      }
      var place = loan.block + loan.used;
      loan.used += needed;
      return place;
    },

    /**
     * Copies a column's bytes into the core's memory, with a NUL behind them. `source` is where SQLite
     * has them. Asking twice for the same column of a row gives the same copy.
     */
    lendColumn: function(statement, column, source) {
      if (source === 0) return 0;
      var loan = PannierBridge.loanOf(statement);
      var known = loan.cells[column];
      if (known !== undefined) return known;
      var length = PannierBridge.lite['sqlite3_column_bytes'](statement, column);
      var place = PannierBridge.lend(loan, length + 1);
      if (place === 0) return 0;
      PannierBridge.copy(PannierBridge.bytes(), source, HEAPU8, place, length);
      HEAPU8[place + length] = 0;
      loan.cells[column] = place;
      return place;
    },

    /** Binds `length` bytes (negative: up to the NUL) with one of SQLite's bind functions. */
    bindBytes: function(bind, statement, index, pointer, length) {
      if (pointer === 0) return PannierBridge.lite['sqlite3_bind_null'](statement, index);
      if (length < 0) length = PannierBridge.length(HEAPU8, pointer);
      var target = PannierBridge.send(pointer, length);
      if (target === 0) return 7 /* SQLITE_NOMEM */;
      var code = bind(statement, index, target, length, -1 /* SQLITE_TRANSIENT */);
      PannierBridge.shrink();
      return code;
    },

    /** A copy of one of SQLite's C strings in the core's memory, valid until the next call. */
    lendMessage: function(source) {
      if (source === 0) return 0;
      var length = PannierBridge.length(PannierBridge.bytes(), source);
      if (length + 1 > PannierBridge.messageSize) {
        _free(PannierBridge.message);
        PannierBridge.messageSize = 0;
        PannierBridge.message = _malloc(length + 1);
        if (PannierBridge.message === 0) return 0;
        PannierBridge.messageSize = length + 1;
      }
      PannierBridge.copy(PannierBridge.bytes(), source, HEAPU8, PannierBridge.message, length);
      HEAPU8[PannierBridge.message + length] = 0;
      return PannierBridge.message;
    },
  },

  // ---- connections ---------------------------------------------------------------------------------

  sqlite3_open_v2__deps: ['$PannierBridge'],
  sqlite3_open_v2: function(path, handleOut, flags, vfs) {
    // The VFS of the core's choice, else the host's (Module.sqliteVfs), else SQLite's default.
    var name = vfs !== 0 ? UTF8ToString(vfs) : (Module['sqliteVfs'] || '');
    var pathLength = PannierBridge.length(HEAPU8, path);
    var nameBytes = new TextEncoder().encode(name);
    var start = PannierBridge.room(4 + pathLength + 1 + nameBytes.length + 1);
    if (start === 0) return 7 /* SQLITE_NOMEM */;
    var pathAt = start + 4;
    var nameAt = pathAt + pathLength + 1;
    var bytes = PannierBridge.bytes();
    bytes.fill(0, start, nameAt + nameBytes.length + 1);
    bytes.set(HEAPU8.subarray(path, path + pathLength), pathAt);
    bytes.set(nameBytes, nameAt);
    var code = PannierBridge.lite['sqlite3_open_v2'](pathAt, start, flags, name === '' ? 0 : nameAt);
    bytes = PannierBridge.bytes();
    for (var i = 0; i < 4; ++i) HEAPU8[handleOut + i] = bytes[start + i];
    return code;
  },

  sqlite3_exec__deps: ['$PannierBridge'],
  sqlite3_exec: function(database, sql, callback, argument, messageOut) {
    if (callback !== 0 || messageOut !== 0) return 21 /* SQLITE_MISUSE: not bridged */;
    // Its own copy: a script must not share the buffer with values bound while it runs.
    var length = PannierBridge.length(HEAPU8, sql);
    var copy = PannierBridge.lite['sqlite3_malloc'](length + 1);
    if (copy === 0) return 7 /* SQLITE_NOMEM */;
    var bytes = PannierBridge.bytes();
    PannierBridge.copy(HEAPU8, sql, bytes, copy, length);
    bytes[copy + length] = 0;
    var code = PannierBridge.lite['sqlite3_exec'](database, copy, 0, 0, 0);
    PannierBridge.lite['sqlite3_free'](copy);
    return code;
  },

  sqlite3_errmsg__deps: ['$PannierBridge'],
  sqlite3_errmsg: function(database) {
    return PannierBridge.lendMessage(PannierBridge.lite['sqlite3_errmsg'](database));
  },

  sqlite3_errstr__deps: ['$PannierBridge'],
  sqlite3_errstr: function(code) {
    return PannierBridge.lendMessage(PannierBridge.lite['sqlite3_errstr'](code));
  },

  sqlite3_libversion__deps: ['$PannierBridge'],
  sqlite3_libversion: function() {
    return PannierBridge.lendMessage(PannierBridge.lite['sqlite3_libversion']());
  },

  // ---- statements ----------------------------------------------------------------------------------

  sqlite3_prepare_v2__deps: ['$PannierBridge'],
  sqlite3_prepare_v2: function(database, sql, length, statementOut, tailOut) {
    if (length < 0) length = PannierBridge.length(HEAPU8, sql);
    var start = PannierBridge.room(8 + length + 1);
    if (start === 0) return 7 /* SQLITE_NOMEM */;
    var bytes = PannierBridge.bytes();
    bytes.fill(0, start, start + 8);
    PannierBridge.copy(HEAPU8, sql, bytes, start + 8, length);
    bytes[start + 8 + length] = 0;
    var code = PannierBridge.lite['sqlite3_prepare_v2'](database, start + 8, length + 1, start, start + 4);
    var view = new DataView(PannierBridge.bytes().buffer);
    var statement = view.getUint32(start, true);
    var tail = view.getUint32(start + 4, true);
    var core = new DataView(HEAPU8.buffer);
    core.setUint32(statementOut, statement, true);
    if (tailOut !== 0) core.setUint32(tailOut, tail === 0 ? sql + length : sql + (tail - start - 8), true);
    return code;
  },

  sqlite3_step__deps: ['$PannierBridge'],
  sqlite3_step: function(statement) {
    PannierBridge.endRow(statement);
    return PannierBridge.lite['sqlite3_step'](statement);
  },

  sqlite3_reset__deps: ['$PannierBridge'],
  sqlite3_reset: function(statement) {
    PannierBridge.endRow(statement);
    return PannierBridge.lite['sqlite3_reset'](statement);
  },

  sqlite3_finalize__deps: ['$PannierBridge'],
  sqlite3_finalize: function(statement) {
    PannierBridge.forget(statement);
    return PannierBridge.lite['sqlite3_finalize'](statement);
  },

  sqlite3_bind_text__deps: ['$PannierBridge'],
  sqlite3_bind_text: function(statement, index, text, length, destructor) {
    return PannierBridge.bindBytes(PannierBridge.lite['sqlite3_bind_text'], statement, index, text, length);
  },

  sqlite3_bind_blob__deps: ['$PannierBridge'],
  sqlite3_bind_blob: function(statement, index, data, length, destructor) {
    return PannierBridge.bindBytes(PannierBridge.lite['sqlite3_bind_blob'], statement, index, data, length);
  },

  // ---- columns of the current row ------------------------------------------------------------------

  sqlite3_column_text__deps: ['$PannierBridge'],
  sqlite3_column_text: function(statement, column) {
    return PannierBridge.lendColumn(
        statement, column, PannierBridge.lite['sqlite3_column_text'](statement, column));
  },

  sqlite3_column_blob__deps: ['$PannierBridge'],
  sqlite3_column_blob: function(statement, column) {
    return PannierBridge.lendColumn(
        statement, column, PannierBridge.lite['sqlite3_column_blob'](statement, column));
  },

  sqlite3_column_name__deps: ['$PannierBridge'],
  sqlite3_column_name: function(statement, column) {
    return PannierBridge.lendMessage(PannierBridge.lite['sqlite3_column_name'](statement, column));
  },
};

/*
 * Functions without pointers into memory: only numbers and opaque handles. When the module is set up, the
 * library function is replaced by SQLite's export of the same name; a WebAssembly export given as an
 * import is called directly, and a 64-bit integer stays one. The wrapper below is what runs if an engine
 * hands out exports that cannot be imported as they are.
 */
var bridgeDirect = {
  sqlite3_close_v2: 'i(i)',
  sqlite3_extended_errcode: 'i(i)',
  sqlite3_errcode: 'i(i)',
  sqlite3_get_autocommit: 'i(i)',
  sqlite3_changes: 'i(i)',
  sqlite3_changes64: 'j(i)',
  sqlite3_total_changes: 'i(i)',
  sqlite3_last_insert_rowid: 'j(i)',
  sqlite3_interrupt: 'v(i)',
  sqlite3_libversion_number: 'i()',
  sqlite3_clear_bindings: 'i(i)',
  sqlite3_bind_parameter_count: 'i(i)',
  sqlite3_bind_null: 'i(ii)',
  sqlite3_bind_int: 'i(iii)',
  sqlite3_bind_int64: 'i(iij)',
  sqlite3_bind_double: 'i(iid)',
  sqlite3_column_count: 'i(i)',
  sqlite3_column_type: 'i(ii)',
  sqlite3_column_int: 'i(ii)',
  sqlite3_column_int64: 'j(ii)',
  sqlite3_column_double: 'd(ii)',
  sqlite3_column_bytes: 'i(ii)',
};

Object.keys(bridgeDirect).forEach(function(name) {
  PannierSqlite[name + '__deps'] = ['$PannierBridge'];
  PannierSqlite[name + '__postset'] = '_' + name + ' = PannierBridge.lite["' + name + '"];';
  PannierSqlite[name] = new Function('return PannierBridge.lite["' + name + '"].apply(null, arguments);');
});

mergeInto(LibraryManager.library, PannierSqlite);
