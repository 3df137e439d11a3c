#include "core/interop/csv_reader.h"

#include <algorithm>
#include <cstring>

#include "core/base/text.h"

namespace pannier::csv {
namespace {

constexpr bool isLineEnd(char c) noexcept { return c == '\n' || c == '\r'; }

constexpr std::size_t kDeclarationSize = 5;  // "sep=;"

std::string kilobytes(std::size_t bytes) { return std::to_string(bytes >> 10) + " kB"; }

}  // namespace

bool DelimiterSniffer::look(std::string_view text) noexcept {
  for (; at_ < text.size(); ++at_) {
    const char c = text[at_];
    if (c == '"') quoted_ = !quoted_;
    if (isLineEnd(c) && !quoted_) {
      if (anything_) return true;
      continue;
    }
    anything_ = true;
    if (quoted_) continue;
    const std::size_t which = kCandidates.find(c);
    if (which != std::string_view::npos) ++counts_[which];
  }
  return false;
}

char DelimiterSniffer::best() const noexcept {
  const auto most = std::max_element(counts_.begin(), counts_.end());
  return kCandidates[static_cast<std::size_t>(most - counts_.begin())];
}

std::optional<char> DelimiterSniffer::declared(std::string_view text) const noexcept {
  const std::string_view line = text.substr(0, at_);
  if (line.size() != kDeclarationSize || !equalsIgnoringAsciiCase(line.substr(0, 4), "sep=")) {
    return std::nullopt;
  }
  if (kCandidates.find(line[4]) == std::string_view::npos) return std::nullopt;
  return line[4];
}

Reader::Reader(char delimiter, Limits limits) : limits_(limits), delimiter_('\0') {
  if (delimiter != '\0') useDelimiter(delimiter);
}

void Reader::useDelimiter(char delimiter) {
  delimiter_ = delimiter;
  delimiterSettled_ = true;
  stops_.fill(false);
  for (const char c : {delimiter, '\n', '\r'}) stops_[static_cast<unsigned char>(c)] = true;
}

void Reader::feed(std::span<const std::uint8_t> bytes) {
  if (rowBegin_ > 0) {
    buffer_.erase(0, rowBegin_);
    at_ -= rowBegin_;
    cellBegin_ -= std::min(cellBegin_, rowBegin_);
    rowBegin_ = 0;
  }
  if (encodingKnown_) {
    append(bytes);
    return;
  }
  head_.append(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  if (head_.size() >= kEncodingSample) settleEncoding();
}

void Reader::finish() {
  if (finished_) return;
  if (!encodingKnown_) settleEncoding();
  if (utf16_) utf16_->finish(buffer_);
  finished_ = true;
}

void Reader::settleEncoding() {
  const std::span<const std::uint8_t> head(reinterpret_cast<const std::uint8_t*>(head_.data()),
                                           head_.size());
  const EncodingGuess guess = guessEncoding(head);
  encoding_ = guess.encoding;
  encodingKnown_ = true;
  letterSeen_ = guess.encoding == Encoding::kUtf8 && guess.markSize > 0;
  if (encoding_ != Encoding::kUtf8) utf16_.emplace(encoding_ == Encoding::kUtf16Le);
  append(head.subspan(guess.markSize));
  head_.clear();
  head_.shrink_to_fit();
}

void Reader::append(std::span<const std::uint8_t> bytes) {
  if (utf16_)
    utf16_->append(bytes, buffer_);
  else
    buffer_.append(reinterpret_cast<const char*>(bytes.data()), bytes.size());
}

/// False when the first line is not there yet.
bool Reader::settleDelimiter() {
  // Never more than one row may hold, so that it does not matter how much of a long line is there
  // at once.
  const bool complete = sniffer_.look(std::string_view(buffer_).substr(0, limits_.maxRowBytes + 1));
  if (!complete && !finished_ && buffer_.size() <= limits_.maxRowBytes) return false;
  const std::optional<char> declared = sniffer_.declared(buffer_);
  useDelimiter(declared ? *declared : sniffer_.best());
  if (declared) {
    at_ = sniffer_.lineEnd();
    state_ = State::kSkipLine;
  }
  return true;
}

Step Reader::next() {
  for (;;) {
    dropLineFeed();
    if (!delimiterSettled_ && !settleDelimiter()) return Step::kNeedMore;
    if (state_ == State::kSkipLine) {
      if (skipLine()) continue;
      return finished_ ? Step::kEnd : Step::kNeedMore;
    }
    const Scan result = scan();
    if (result == Scan::kOverflow) return overflow();
    if (result == Scan::kNeedMore) return finished_ ? endOfFile() : Step::kNeedMore;
    if (!isBlankRow()) return completeRow();
    startRow(at_);
  }
}

void Reader::dropLineFeed() {
  if (!skipLineFeed_ || at_ >= buffer_.size()) return;
  skipLineFeed_ = false;
  if (buffer_[at_] == '\n') startRow(at_ + 1);
}

/// True when the line to be skipped has ended and the next row can begin.
bool Reader::skipLine() {
  const auto end =
      std::find_if(buffer_.begin() + static_cast<std::ptrdiff_t>(at_), buffer_.end(), isLineEnd);
  at_ = static_cast<std::size_t>(end - buffer_.begin());
  rowBegin_ = at_;
  if (end == buffer_.end()) return false;
  skipLineFeed_ = *end == '\r';
  ++line_;
  startRow(at_ + 1);
  return true;
}

/// Where the present cell or row gets too long. The same however the file is cut.
std::size_t Reader::scanLimit() const noexcept {
  return std::min(rowBegin_ + limits_.maxRowBytes, cellBegin_ + limits_.maxCellBytes) + 1;
}

Reader::Scan Reader::scan() {
  for (;;) {
    const std::size_t cellsBefore = cellCount_;
    Scan result = Scan::kNeedMore;
    switch (state_) {
      case State::kCellStart:
        if (at_ >= buffer_.size()) return Scan::kNeedMore;
        hasEscape_ = false;
        cellLine_ = line_;
        if (buffer_[at_] == '"') {
          cellBegin_ = ++at_;
          state_ = State::kQuoted;
          continue;
        }
        cellBegin_ = at_;
        state_ = State::kPlain;
        continue;
      case State::kPlain:
        result = scanPlain();
        break;
      case State::kQuoted:
        result = scanQuoted();
        break;
      case State::kQuoteSeen:
        result = scanAfterQuote();
        break;
      case State::kSkipLine:
        return Scan::kNeedMore;
    }
    if (result != Scan::kNeedMore) return result;
    const bool goesOn = cellCount_ != cellsBefore || at_ < buffer_.size();
    if (!goesOn) return Scan::kNeedMore;
  }
}

Reader::Scan Reader::scanPlain() {
  const std::size_t limit = scanLimit();
  const std::size_t stop = std::min(buffer_.size(), limit);
  const char* data = buffer_.data();
  std::size_t at = at_;
  while (at < stop && !stops_[static_cast<unsigned char>(data[at])]) ++at;
  at_ = at;
  if (at >= limit) return Scan::kOverflow;
  if (at == buffer_.size()) return Scan::kNeedMore;
  endCell(at);
  if (data[at] != delimiter_) return endRow();
  ++at_;
  return Scan::kNeedMore;
}

Reader::Scan Reader::scanQuoted() {
  const std::size_t limit = scanLimit();
  const std::size_t stop = std::min(buffer_.size(), limit);
  for (; at_ < stop; ++at_) {
    const char c = buffer_[at_];
    if (c == '"') {
      ++at_;
      state_ = State::kQuoteSeen;
      return Scan::kNeedMore;
    }
    if (c == '\r') ++line_;
    if (c == '\n' && (at_ == cellBegin_ || buffer_[at_ - 1] != '\r')) ++line_;
  }
  return at_ >= limit ? Scan::kOverflow : Scan::kNeedMore;
}

Reader::Scan Reader::scanAfterQuote() {
  if (at_ >= buffer_.size()) return Scan::kNeedMore;
  const char c = buffer_[at_];
  if (c == '"') {
    hasEscape_ = true;
    ++at_;
    state_ = State::kQuoted;
    return Scan::kNeedMore;
  }
  if (!stops_[static_cast<unsigned char>(c)]) {
    if (!tailColumn_) tailColumn_ = cellCount_;
    state_ = State::kPlain;
    return Scan::kNeedMore;
  }
  endCell(at_ - 1);
  if (c != delimiter_) return endRow();
  ++at_;
  return Scan::kNeedMore;
}

Reader::Scan Reader::endRow() {
  rowEnd_ = at_;
  skipLineFeed_ = buffer_[at_] == '\r';
  ++at_;
  ++line_;
  return Scan::kRowEnd;
}

void Reader::endCell(std::size_t end) {
  if (cellCount_ < limits_.maxColumns) {
    spans_.push_back({static_cast<std::uint32_t>(cellBegin_ - rowBegin_),
                      static_cast<std::uint32_t>(end - rowBegin_), hasEscape_});
  }
  ++cellCount_;
  state_ = State::kCellStart;
}

void Reader::startRow(std::size_t begin) {
  rowBegin_ = begin;
  at_ = begin;
  cellBegin_ = begin;
  rowLine_ = line_;
  state_ = State::kCellStart;
  cellCount_ = 0;
  spans_.clear();
  tailColumn_.reset();
}

/// An empty line. `""` alone is a row with one empty cell, but no file of ours has a single column
/// that may be empty, so both count as nothing.
bool Reader::isBlankRow() const noexcept {
  return cellCount_ == 1 && spans_[0].begin == spans_[0].end && !tailColumn_;
}

Step Reader::endOfFile() {
  if (state_ == State::kQuoted) {
    const std::size_t column = cellCount_;
    std::string reason =
        "The quote opened on line " + std::to_string(cellLine_) + " is never closed.";
    const std::int64_t line = rowLine_;
    resumeAfterOpenQuote();
    bad_ = {line, column, std::move(reason)};
    return Step::kBadRow;
  }
  if (state_ == State::kCellStart && cellCount_ == 0) return Step::kEnd;
  if (state_ == State::kCellStart) cellBegin_ = at_;
  endCell(state_ == State::kQuoteSeen ? at_ - 1 : at_);
  rowEnd_ = at_;
  if (!isBlankRow()) return completeRow();
  startRow(at_);
  return Step::kEnd;
}

Step Reader::overflow() {
  const bool wholeRow = at_ - rowBegin_ > limits_.maxRowBytes;
  std::string reason =
      wholeRow ? "The row is longer than " + kilobytes(limits_.maxRowBytes) + "."
               : "The cell is longer than " + kilobytes(limits_.maxCellBytes) +
                     (state_ == State::kPlain ? "." : "; perhaps a quote is never closed.");
  const std::int64_t line = rowLine_;
  const std::size_t column = cellCount_;
  if (state_ == State::kPlain) {
    state_ = State::kSkipLine;
    rowBegin_ = at_;
  } else {
    resumeAfterOpenQuote();
  }
  bad_ = {line, column, std::move(reason)};
  return Step::kBadRow;
}

void Reader::resumeAfterOpenQuote() {
  const auto begin = buffer_.begin() + static_cast<std::ptrdiff_t>(cellBegin_);
  const auto end = buffer_.begin() + static_cast<std::ptrdiff_t>(at_);
  const auto found = std::find_if(begin, end, isLineEnd);
  line_ = cellLine_;
  if (found == end) {
    state_ = State::kSkipLine;
    rowBegin_ = at_;
    return;
  }
  skipLineFeed_ = *found == '\r';
  ++line_;
  startRow(static_cast<std::size_t>(found - buffer_.begin()) + 1);
}

Step Reader::refuse(std::size_t column, std::string reason) {
  bad_ = {rowLine_, column, std::move(reason)};
  startRow(at_);
  return Step::kBadRow;
}

Step Reader::completeRow() {
  const std::string_view text(buffer_.data() + rowBegin_, rowEnd_ - rowBegin_);
  if (tailColumn_) {
    return refuse(*tailColumn_,
                  "There is text between the closing quote of a cell and the next delimiter.");
  }
  if (checkCellCount() == Step::kBadRow) return Step::kBadRow;
  collectCells();
  if (std::memchr(text.data(), '\0', text.size()) != nullptr) {
    const auto cell = std::find_if(cells_.begin(), cells_.end(), [](std::string_view each) {
      return each.find('\0') != std::string_view::npos;
    });
    return refuse(static_cast<std::size_t>(cell - cells_.begin()) % cells_.size(),
                  "The row contains a NUL byte.");
  }
  if (!isAscii(text) && !decodeCells()) {
    const auto cell = std::find_if(cells_.begin(), cells_.end(),
                                   [](std::string_view each) { return !isUtf8(each); });
    return refuse(
        static_cast<std::size_t>(cell - cells_.begin()) % cells_.size(),
        "The row contains bytes that are not UTF-8 text, in a file that is UTF-8 otherwise.");
  }
  columns_ = cells_.size();
  row_ = {rowLine_, cells_};
  startRow(at_);
  return Step::kRow;
}

/// Empty cells too many at the end are left out; kRow when the count is right.
Step Reader::checkCellCount() {
  if (columns_ == 0 && cellCount_ <= limits_.maxColumns) return Step::kRow;
  if (columns_ == 0) {
    return refuse(limits_.maxColumns,
                  "The row has more than " + std::to_string(limits_.maxColumns) + " cells.");
  }
  if (cellCount_ <= limits_.maxColumns) {
    while (spans_.size() > columns_ && spans_.back().begin == spans_.back().end) spans_.pop_back();
    if (spans_.size() == columns_) return Step::kRow;
  }
  return refuse(std::min(cellCount_, columns_), "The row has " + std::to_string(cellCount_) +
                                                    " cells, the first row has " +
                                                    std::to_string(columns_) + ".");
}

void Reader::collectCells() {
  cells_.clear();
  char* base = buffer_.data() + rowBegin_;
  for (const Span& span : spans_) {
    std::size_t size = span.end - span.begin;
    if (span.escaped) {
      // Doubled quotes become one, in place: the row is read only once.
      char* out = base + span.begin;
      for (std::size_t i = span.begin; i < span.end; ++i) {
        *out++ = base[i];
        if (base[i] == '"') ++i;
      }
      size = static_cast<std::size_t>(out - (base + span.begin));
    }
    cells_.emplace_back(base + span.begin, size);
  }
}

bool Reader::decodeCells() {
  if (utf16_) return true;
  const bool proper =
      std::all_of(cells_.begin(), cells_.end(), [](std::string_view cell) { return isUtf8(cell); });
  if (encoding_ == Encoding::kUtf8) {
    if (!proper && letterSeen_) return false;
    letterSeen_ = true;
    if (proper) return true;
    encoding_ = Encoding::kWindows1252;
  }
  if (!proper) convertCells();
  return true;
}

void Reader::convertCells() {
  decoded_.clear();
  std::vector<std::size_t> ends;
  ends.reserve(cells_.size());
  for (const std::string_view cell : cells_) {
    decodeWindows1252(cell, decoded_);
    ends.push_back(decoded_.size());
  }
  std::size_t begin = 0;
  for (std::size_t i = 0; i < cells_.size(); ++i) {
    cells_[i] = std::string_view(decoded_).substr(begin, ends[i] - begin);
    begin = ends[i];
  }
}

}  // namespace pannier::csv
