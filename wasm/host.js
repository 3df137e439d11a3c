/*
 * Emscripten JavaScript library: the two things the core asks of the world (core/base/environment.h). A
 * host that must be deterministic (transcripts) passes its own Module.now and Module.random.
 */
mergeInto(LibraryManager.library, {
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  pannier_now: function() {
    return Module['now'] ? Module['now']() : Date.now();
  },

  /** Fills `size` bytes at `pointer`. */
  pannier_random: function(pointer, size) {
    var bytes = HEAPU8.subarray(pointer, pointer + size);
    if (Module['random']) {
      Module['random'](bytes);
      return;
    }
    // getRandomValues gives at most 65,536 bytes at a time.
    for (var at = 0; at < size; at += 65536) {
      crypto.getRandomValues(bytes.subarray(at, Math.min(at + 65536, size)));
    }
  },
});
