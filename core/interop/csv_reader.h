#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/interop/csv_encoding.h"

namespace pannier::csv {

struct Limits {
  std::size_t maxCellBytes = 64u << 10;
  std::size_t maxRowBytes = 1u << 20;
  std::size_t maxColumns = 1024;
};

/// One row of the file. The views are UTF-8, valid until the next call of the reader.
struct Row {
  std::int64_t line = 0;  ///< physical line (from 1) on which the row begins
  std::span<const std::string_view> cells;
};

/// A row that cannot be read. The reader goes on behind it.
struct BadRow {
  std::int64_t line = 0;
  std::size_t column = 0;  ///< index of the cell at fault
  std::string reason;      ///< a full sentence
};

enum class Step {
  kRow,       ///< row() is the next one
  kBadRow,    ///< badRow() says why the next one is refused
  kNeedMore,  ///< everything fed so far is read
  kEnd,       ///< finish() was called and everything is read
};

/// Counts the candidates for the delimiter in the first line that is not empty.
class DelimiterSniffer {
 public:
  /// Goes on where the last call stopped; `text` begins at the same place each time. True when the
  /// line is complete: lineEnd() is then the offset of its end.
  bool look(std::string_view text) noexcept;
  /// The most frequent candidate; ',' when there is none.
  [[nodiscard]] char best() const noexcept;
  /// Of the first line when it is a spreadsheet's `sep=X`.
  [[nodiscard]] std::optional<char> declared(std::string_view text) const noexcept;
  [[nodiscard]] std::size_t lineEnd() const noexcept { return at_; }

 private:
  static constexpr std::string_view kCandidates = ",;\t|";
  std::size_t at_ = 0;
  bool quoted_ = false;
  bool anything_ = false;
  std::array<std::size_t, 4> counts_{};
};

/// Reads CSV (RFC 4180) that comes in pieces of any size; how the file was cut makes no difference.
///
///  - line ends LF, CRLF and CR, also mixed; empty lines are skipped
///  - quoted cells may hold delimiters, line ends and doubled quotes; a quote inside an unquoted
///  cell is text
///  - the delimiter is the one of `,` `;` tab `|` that stands most often in the first row; a first
///  line
///    `sep=;` (as spreadsheets write it) decides it
///  - UTF-8 with or without mark, UTF-16, and Windows-1252: a row that is not UTF-8 is read as
///  Windows-1252
///    unless letters beyond ASCII in proper UTF-8 came before it; then the row is refused
///  - refused, with line and reason: NUL bytes, text behind a closing quote, a quote never closed,
///  a row of
///    other length than the first, cells and rows over the limits. Behind an overlong or never
///    closed cell reading goes on with the physical line after the one where that cell began, so
///    that one stray quote does not swallow the rest of the file
///
/// Memory: the piece fed plus at most one row. No allocation per cell.
class Reader {
 public:
  explicit Reader(char delimiter = '\0', Limits limits = {});

  /// The next piece. Read until kNeedMore before the next one to keep memory small.
  void feed(std::span<const std::uint8_t> bytes);
  /// Nothing more comes.
  void finish();
  Step next();

  [[nodiscard]] const Row& row() const noexcept { return row_; }
  [[nodiscard]] const BadRow& badRow() const noexcept { return bad_; }
  /// '\0' until the first row is there.
  [[nodiscard]] char delimiter() const noexcept { return delimiter_; }
  /// What the text was found to be so far.
  [[nodiscard]] Encoding encoding() const noexcept { return encoding_; }

 private:
  enum class State : std::uint8_t { kCellStart, kPlain, kQuoted, kQuoteSeen, kSkipLine };
  enum class Scan { kRowEnd, kNeedMore, kOverflow };
  /// Offsets from the row's begin. `quoted` cells exclude the quotes; `escaped` ones hold doubled
  /// quotes.
  struct Span {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    bool escaped = false;
  };

  void settleEncoding();
  void append(std::span<const std::uint8_t> bytes);
  bool settleDelimiter();
  void useDelimiter(char delimiter);
  void dropLineFeed();
  Scan scan();
  Scan scanPlain();
  Scan scanQuoted();
  Scan scanAfterQuote();
  Scan endRow();
  bool skipLine();
  void endCell(std::size_t end);
  void startRow(std::size_t begin);
  void resumeAfterOpenQuote();
  [[nodiscard]] std::size_t scanLimit() const noexcept;
  [[nodiscard]] bool isBlankRow() const noexcept;
  Step endOfFile();
  Step completeRow();
  Step checkCellCount();
  Step overflow();
  Step refuse(std::size_t column, std::string reason);
  void collectCells();
  bool decodeCells();
  void convertCells();

  Limits limits_;
  char delimiter_;
  Encoding encoding_ = Encoding::kUtf8;
  bool encodingKnown_ = false;
  bool letterSeen_ =
      false;  ///< a row with letters beyond ASCII decided between UTF-8 and Windows-1252
  bool finished_ = false;
  std::string head_;  ///< first bytes, until the encoding is known
  std::optional<Utf16Decoder> utf16_;

  std::string buffer_;
  std::size_t rowBegin_ = 0;  ///< in buffer_
  std::size_t at_ = 0;        ///< next byte to look at
  State state_ = State::kCellStart;
  bool skipLineFeed_ = false;  ///< the last line ended with CR: a LF next belongs to it
  bool hasEscape_ = false;     ///< doubled quotes in the present cell
  std::size_t cellBegin_ = 0;  ///< in buffer_; of a quoted cell behind its quote
  std::size_t rowEnd_ = 0;     ///< in buffer_
  std::int64_t cellLine_ = 1;  ///< physical line on which the present quoted cell begins
  std::int64_t line_ = 1;      ///< physical line of at_
  std::int64_t rowLine_ = 1;
  std::size_t cellCount_ = 0;              ///< of the present row; may exceed what spans_ keeps
  std::size_t columns_ = 0;                ///< cells of the first row; 0 before it
  std::optional<std::size_t> tailColumn_;  ///< the cell with text behind its closing quote

  DelimiterSniffer sniffer_;
  bool delimiterSettled_ = false;
  std::array<bool, 256> stops_{};  ///< bytes that end an unquoted cell
  std::vector<Span> spans_;
  std::vector<std::string_view> cells_;
  std::string decoded_;
  Row row_;
  BadRow bad_;
};

}  // namespace pannier::csv
