#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "core/base/text.h"
#include "core/interop/csv_reader.h"

/// Random bytes as a CSV file: no crash, only UTF-8 comes out, every row is as long as the first,
/// and a file fed in pieces reads like the file fed whole. The first byte seeds the sizes of the
/// pieces and picks small limits, so that overlong cells are reached.

using namespace pannier;

namespace {

struct Result {
  std::vector<std::string> events;
  std::int64_t lastLine = 0;
};

[[noreturn]] void fail(const char* why) {
  std::fputs(why, stderr);
  std::abort();
}

void note(const csv::Reader& reader, csv::Step step, Result& result) {
  std::string event;
  std::int64_t line = 0;
  if (step == csv::Step::kRow) {
    line = reader.row().line;
    event = "row " + std::to_string(line);
    for (const std::string_view cell : reader.row().cells) {
      if (!isUtf8(cell) || cell.find('\0') != std::string_view::npos)
        fail("a cell is not clean text\n");
      event.append("[").append(cell).append("]");
    }
  } else {
    line = reader.badRow().line;
    event = "bad " + std::to_string(line) + " " + std::to_string(reader.badRow().column) + " " +
            reader.badRow().reason;
  }
  if (line < result.lastLine) fail("line numbers go backwards\n");
  result.lastLine = line;
  result.events.push_back(std::move(event));
}

bool drain(csv::Reader& reader, Result& result) {
  for (;;) {
    const csv::Step step = reader.next();
    if (step == csv::Step::kEnd) return true;
    if (step == csv::Step::kNeedMore) return false;
    note(reader, step, result);
  }
}

/// `pieceSeed` 0 feeds everything at once.
Result read(const std::uint8_t* data, std::size_t size, const csv::Limits& limits,
            std::uint32_t pieceSeed) {
  csv::Reader reader('\0', limits);
  Result result;
  std::uint32_t state = pieceSeed;
  for (std::size_t at = 0; at < size;) {
    state = state * 1664525 + 1013904223;
    const std::size_t piece = pieceSeed == 0 ? size : 1 + (state >> 16) % 13;
    const std::size_t count = std::min(piece, size - at);
    reader.feed({data + at, count});
    if (drain(reader, result)) fail("the end came before finish()\n");
    at += count;
  }
  reader.finish();
  if (!drain(reader, result)) fail("the reader wants more after finish()\n");
  return result;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::uint8_t seed = data[0];
  csv::Limits limits;
  if (seed % 2 == 1) limits = {16, 40, 8};
  const Result whole = read(data + 1, size - 1, limits, 0);
  const Result pieces = read(data + 1, size - 1, limits, 1u + seed);
  if (whole.events != pieces.events) fail("fed in pieces the file reads differently\n");
  return 0;
}
