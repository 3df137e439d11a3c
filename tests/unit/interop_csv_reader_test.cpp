#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "core/interop/csv_reader.h"

using namespace pannier;

namespace {

struct Read {
  std::vector<std::vector<std::string>> rows;
  std::vector<std::int64_t> lines;
  std::vector<csv::BadRow> bad;
  char delimiter = '\0';
  csv::Encoding encoding = csv::Encoding::kUtf8;
};

void drain(csv::Reader& reader, Read& read) {
  for (;;) {
    const csv::Step step = reader.next();
    if (step == csv::Step::kNeedMore || step == csv::Step::kEnd) return;
    if (step == csv::Step::kBadRow) {
      read.bad.push_back(reader.badRow());
      continue;
    }
    read.rows.emplace_back(reader.row().cells.begin(), reader.row().cells.end());
    read.lines.push_back(reader.row().line);
  }
}

Read readPieces(const std::string& text, std::size_t piece, csv::Limits limits = {}) {
  csv::Reader reader('\0', limits);
  Read read;
  for (std::size_t at = 0; at < text.size(); at += piece) {
    const std::string part = text.substr(at, piece);
    reader.feed({reinterpret_cast<const std::uint8_t*>(part.data()), part.size()});
    drain(reader, read);
  }
  reader.finish();
  drain(reader, read);
  read.delimiter = reader.delimiter();
  read.encoding = reader.encoding();
  return read;
}

Read readAll(const std::string& text, csv::Limits limits = {}) {
  return readPieces(text, text.size() + 1, limits);
}

using Rows = std::vector<std::vector<std::string>>;

std::string utf16(const std::string& ascii, bool little) {
  std::string out = little ? "\xff\xfe" : "\xfe\xff";
  for (const char c : ascii) {
    if (!little) out += '\0';
    out += c;
    if (little) out += '\0';
  }
  return out;
}

}  // namespace

TEST_CASE("quoted cells hold delimiters, line ends and doubled quotes") {
  const Read read = readAll("a,b\n\"x, y\",\"say \"\"hi\"\"\nthere\"\n1,\"\"\n");
  CHECK(read.rows == Rows{{"a", "b"}, {"x, y", "say \"hi\"\nthere"}, {"1", ""}});
  CHECK(read.lines == std::vector<std::int64_t>{1, 2, 4});
  CHECK(read.bad.empty());
}

TEST_CASE("line ends may be mixed and the last line may lack one") {
  const Read read = readAll("a,b\r\n1,2\r3,4\n\r\n\n5,6");
  CHECK(read.rows == Rows{{"a", "b"}, {"1", "2"}, {"3", "4"}, {"5", "6"}});
  CHECK(read.lines == std::vector<std::int64_t>{1, 2, 3, 6});
}

TEST_CASE("the delimiter is the candidate that stands most often in the first row") {
  CHECK(readAll("a;b;c,d\n1;2;3\n").delimiter == ';');
  CHECK(readAll("a\tb\n1\t2\n").delimiter == '\t');
  CHECK(readAll("\"a;b;c\",d\n1,2\n").delimiter == ',');
  CHECK(readAll("only\n1\n").delimiter == ',');
  const Read declared = readAll("sep=;\r\na,x;b\r\n1;2\r\n");
  CHECK(declared.rows == Rows{{"a,x", "b"}, {"1", "2"}});
  CHECK(declared.lines == std::vector<std::int64_t>{2, 3});
}

TEST_CASE("however a file is cut into pieces it reads the same") {
  const std::string text =
      "\xef\xbb\xbfname,\"no\"\"te\"\r\n\"M\xc3\xbcller, "
      "J\",\"two\r\nlines\"\r\nx,y\rshort\n\"tail\"x,1\n,\n\"open,1\nlast,2\n";
  const Read whole = readAll(text);
  for (const std::size_t piece : {1U, 2U, 3U, 5U, 7U, 11U}) {
    const Read cut = readPieces(text, piece);
    CHECK(cut.rows == whole.rows);
    CHECK(cut.lines == whole.lines);
    REQUIRE(cut.bad.size() == whole.bad.size());
    for (std::size_t i = 0; i < cut.bad.size(); ++i) {
      CHECK(cut.bad[i].line == whole.bad[i].line);
      CHECK(cut.bad[i].reason == whole.bad[i].reason);
    }
  }
  CHECK(whole.rows[0] == std::vector<std::string>{"name", "no\"te"});
}

TEST_CASE("a row of another length than the first is refused with its line and both counts") {
  const Read read = readAll("a,b,c\n1,2\n1,2,3\n1,2,3,4\n1,2,3,,\n");
  CHECK(read.rows == Rows{{"a", "b", "c"}, {"1", "2", "3"}, {"1", "2", "3"}});
  REQUIRE(read.bad.size() == 2);
  CHECK(read.bad[0].line == 2);
  CHECK(read.bad[0].reason == "The row has 2 cells, the first row has 3.");
  CHECK(read.bad[1].line == 4);
}

TEST_CASE("text behind a closing quote refuses the row and only that row") {
  const Read read = readAll("a,b\n\"6\" nails\",5\n1,2\n");
  REQUIRE(read.bad.size() == 1);
  CHECK(read.bad[0].line == 2);
  CHECK(read.bad[0].column == 0);
  CHECK(read.rows.back() == std::vector<std::string>{"1", "2"});
}

TEST_CASE("a quote that is never closed costs the line it stands on, not the rest of the file") {
  const Read read = readAll("a,b\n1,\"open\n3,4\n5,6\n");
  REQUIRE(read.bad.size() == 1);
  CHECK(read.bad[0].line == 2);
  CHECK(read.bad[0].column == 1);
  CHECK(read.bad[0].reason.find("line 2") != std::string::npos);
  CHECK(read.rows == Rows{{"a", "b"}, {"3", "4"}, {"5", "6"}});
  CHECK(read.lines == std::vector<std::int64_t>{1, 3, 4});
}

TEST_CASE("a line of 50 MB is refused with its number and the reader goes on") {
  csv::Reader reader;
  Read read;
  const auto feed = [&](const std::string& text) {
    reader.feed({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
    drain(reader, read);
  };
  feed("a,b\n1,2\n");
  const std::string megabyte(1 << 20, 'x');
  for (int i = 0; i < 50; ++i) feed(megabyte);
  feed(",2\n3,4\n");
  reader.finish();
  drain(reader, read);
  REQUIRE(read.bad.size() == 1);
  CHECK(read.bad[0].line == 3);
  CHECK(read.bad[0].reason == "The cell is longer than 64 kB.");
  CHECK(read.rows == Rows{{"a", "b"}, {"1", "2"}, {"3", "4"}});
  CHECK(read.lines == std::vector<std::int64_t>{1, 2, 4});
}

TEST_CASE("cells and rows may be exactly as long as the limit") {
  const csv::Limits limits{4, 9, 8};
  CHECK(readAll("a,b\n1234,5678\n", limits).rows.size() == 2);
  CHECK(readAll("a,b\n12345,6\n", limits).bad.size() == 1);
  CHECK(readAll("a,b,c\n123,456,78\n", limits).bad.size() == 1);
  const Read many = readAll("a,b,c,d,e,f,g,h,i\n1,2\n", {64, 64, 8});
  REQUIRE_FALSE(many.bad.empty());
  CHECK(many.bad[0].reason == "The row has more than 8 cells.");
}

TEST_CASE("a stray quote before much text gives the lines behind it back") {
  std::string text = "a,b\n1,\"stray\n";
  for (int i = 0; i < 20'000; ++i) text += std::to_string(i) + ",x\n";
  const Read read = readAll(text);
  REQUIRE(read.bad.size() == 1);
  CHECK(read.bad[0].line == 2);
  CHECK(read.rows.size() == 20'001);
}

TEST_CASE("a NUL byte refuses its row") {
  const std::string text("a,b\n1,x\0y\n3,4\n", 14);
  const Read read = readAll(text);
  REQUIRE(read.bad.size() == 1);
  CHECK(read.bad[0].line == 2);
  CHECK(read.bad[0].column == 1);
  CHECK(read.rows.back() == std::vector<std::string>{"3", "4"});
}

TEST_CASE("a file that is not UTF-8 is read as Windows-1252") {
  const Read read = readAll("name,city\nJos\xe9,M\xfcnchen\nplain,\x80 100\n");
  CHECK(read.encoding == csv::Encoding::kWindows1252);
  CHECK(read.rows[1] == std::vector<std::string>{"Jos\xc3\xa9", "M\xc3\xbcnchen"});
  CHECK(read.rows[2][1] == "\xe2\x82\xac 100");
}

TEST_CASE("a damaged row of a UTF-8 file is refused instead of guessed") {
  const Read read = readAll("name,n\nJos\xc3\xa9,1\nM\xfcnchen,2\nok,3\n");
  CHECK(read.encoding == csv::Encoding::kUtf8);
  REQUIRE(read.bad.size() == 1);
  CHECK(read.bad[0].line == 3);
  CHECK(read.rows.size() == 3);
  const Read marked = readAll("\xef\xbb\xbfname,n\nM\xfcnchen,2\n");
  CHECK(marked.bad.size() == 1);
}

TEST_CASE("UTF-16 is recognised by its mark and by its zero bytes") {
  for (const bool little : {true, false}) {
    const std::string marked = utf16("a,b\n1,2\n", little);
    CHECK(readAll(marked).rows == Rows{{"a", "b"}, {"1", "2"}});
    CHECK(readPieces(marked.substr(2), 3).rows == Rows{{"a", "b"}, {"1", "2"}});
  }
  const std::string smile(
      "\xff\xfe"
      "a\0,\0b\0\n\0"
      "\x3d\xd8\x00\xde"
      ",\0"
      "1\0\n\0",
      20);
  CHECK(readAll(smile).rows[1][0] == "\xf0\x9f\x98\x80");
}

TEST_CASE("an empty file has no rows") {
  CHECK(readAll("").rows.empty());
  CHECK(readAll("\n\r\n\n").rows.empty());
  CHECK(readAll("\xef\xbb\xbf").rows.empty());
}
