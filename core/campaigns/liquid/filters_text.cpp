#include <algorithm>

#include "core/campaigns/liquid/characters.h"
#include "core/campaigns/liquid/filters.h"

namespace pannier::liquid {
namespace {

constexpr std::size_t kNone = std::string_view::npos;

Value joined(const Text& a, const Text& b) {
  TextBuilder out;
  out.append(a);
  out.append(b);
  return Value(out.take());
}

Result<Value> append(const FilterInput& in) { return joined(in.text(), in.textArgument(0)); }
Result<Value> prepend(const FilterInput& in) { return joined(in.textArgument(0), in.text()); }
Result<Value> upcase(const FilterInput& in) { return in.made(toUpper(in.text().view())); }
Result<Value> downcase(const FilterInput& in) { return in.made(toLower(in.text().view())); }

Result<Value> capitalize(const FilterInput& in) {
  const Text text = in.text();
  const std::size_t first = text.empty() ? 0 : characterBytes(text.view(), 0);
  return in.made(toUpper(text.view().substr(0, first)) + toLower(text.view().substr(first)));
}

Value stripped(const FilterInput& in, bool left, bool right) {
  const Text text = in.text();
  std::size_t begin = 0;
  std::size_t end = text.view().size();
  while (left && begin < end && isSpace(text.view()[begin])) ++begin;
  while (right && begin < end && isSpace(text.view()[end - 1])) --end;
  return Value(text.cut(begin, end));
}

Result<Value> strip(const FilterInput& in) { return stripped(in, true, true); }
Result<Value> lstrip(const FilterInput& in) { return stripped(in, true, false); }
Result<Value> rstrip(const FilterInput& in) { return stripped(in, false, true); }

/// White space at the ends goes, runs of it become one blank.
Result<Value> squish(const FilterInput& in) {
  const Text text = in.text();
  std::string out;
  for (const char c : stripSpace(text.view())) {
    if (!isSpace(c)) {
      out += c;
    } else if (out.back() != ' ') {
      out += ' ';
    }
  }
  return in.made(std::move(out));
}

Result<Value> stripNewlines(const FilterInput& in) {
  const Text text = in.text();
  std::string out;
  for (std::size_t i = 0; i < text.view().size(); ++i) {
    const char c = text.view()[i];
    if (c == '\n' || (c == '\r' && i + 1 < text.view().size() && text.view()[i + 1] == '\n'))
      continue;
    out += c;
  }
  return in.made(std::move(out));
}

/// Replaces every occurrence. An empty `wanted` is found before each character and at the end.
Result<std::string> replacedAll(const FilterInput& in, std::string_view wanted,
                                std::string_view replacement) {
  const Text text = in.text();
  const std::string_view source = text.view();
  std::string out;
  for (std::size_t at = 0;;) {
    const std::size_t found = wanted.empty() ? at : findText(source, wanted, at);
    if (found == kNone) {
      out.append(source.substr(at));
      break;
    }
    out.append(source.substr(at, found - at)).append(replacement);
    PANNIER_TRY(in.budget.checkTextSize(out.size()));
    at = found + wanted.size();
    if (!wanted.empty()) continue;
    if (at == source.size()) break;
    const std::size_t bytes = characterBytes(source, at);
    out.append(source.substr(at, bytes));
    at += bytes;
  }
  return out;
}

Result<Value> replace(const FilterInput& in) {
  const Text wanted = in.textArgument(0);
  const Text replacement = in.textArgument(1);
  PANNIER_ASSIGN(std::string out, replacedAll(in, wanted.view(), replacement.view()));
  return in.made(std::move(out));
}

Result<Value> remove(const FilterInput& in) {
  const Text wanted = in.textArgument(0);
  PANNIER_ASSIGN(std::string out, replacedAll(in, wanted.view(), {}));
  return in.made(std::move(out));
}

Value replacedAt(const FilterInput& in, const Text& text, std::size_t found, std::size_t length,
                 std::string_view replacement) {
  if (found == kNone) return Value(text);
  std::string out(text.view());
  return in.made(out.replace(found, length, replacement));
}

Result<Value> replaceFirst(const FilterInput& in) {
  const Text text = in.text();
  const Text wanted = in.textArgument(0);
  const std::size_t found = findText(text.view(), wanted.view());
  return replacedAt(in, text, found, wanted.view().size(), in.textArgument(1).view());
}

/// Searches the reversed text, so that the linear search also serves for the last occurrence.
std::size_t findLast(std::string_view text, std::string_view wanted) {
  const std::string backText(text.rbegin(), text.rend());
  const std::string backWanted(wanted.rbegin(), wanted.rend());
  const std::size_t found = findText(backText, backWanted);
  return found == kNone ? kNone : text.size() - found - wanted.size();
}

Result<Value> replaceLast(const FilterInput& in) {
  const Text text = in.text();
  const Text wanted = in.textArgument(0);
  const std::size_t found = findLast(text.view(), wanted.view());
  return replacedAt(in, text, found, wanted.view().size(), in.textArgument(1).view());
}

/// Cuts a text into parts that share its bytes. Empty parts at the end are dropped, as Ruby does.
class Splitter {
 public:
  explicit Splitter(Text text) : text_(std::move(text)) {}

  List atSpaces() {
    const std::string_view view = text_.view();
    for (std::size_t at = 0; at < view.size();) {
      std::size_t end = at;
      while (end < view.size() && !isSpace(view[end])) ++end;
      if (end > at) add(at, end);
      at = end + 1;
    }
    return finish();
  }

  List intoCharacters() {
    for (std::size_t at = 0; at < text_.view().size();) {
      const std::size_t bytes = characterBytes(text_.view(), at);
      add(at, at + bytes);
      at += bytes;
    }
    return finish();
  }

  List at(std::string_view separator) {
    for (std::size_t begin = 0;;) {
      const std::size_t found = findText(text_.view(), separator, begin);
      add(begin, found == kNone ? text_.view().size() : found);
      if (found == kNone) return finish();
      begin = found + separator.size();
    }
  }

 private:
  void add(std::size_t begin, std::size_t end) { parts_.emplace_back(text_.cut(begin, end)); }

  List finish() {
    while (!parts_.empty() && parts_.back().asText().empty()) parts_.pop_back();
    return std::move(parts_);
  }

  Text text_;
  List parts_;
};

Result<Value> split(const FilterInput& in) {
  constexpr std::size_t kPartsPerStep = 4;
  const Text text = in.text().asOneTrust();
  const Text separator = in.textArgument(0);
  // At most one part per byte: paid before the parts are made.
  if (separator.empty()) PANNIER_TRY(in.budget.spend(text.view().size() / kPartsPerStep));
  Splitter splitter(text);
  List parts = separator.empty()         ? splitter.intoCharacters()
               : separator.view() == " " ? splitter.atSpaces()
                                         : splitter.at(separator.view());
  if (!separator.empty()) PANNIER_TRY(in.budget.spend(parts.size() / kPartsPerStep));
  return Value(std::move(parts));
}

Result<Value> truncate(const FilterInput& in) {
  if (in.value.isNil()) return Value();
  std::int64_t length = 50;
  if (in.has(0)) {
    PANNIER_ASSIGN(length, in.wholeNumber(0));
  }
  const Text text = in.text();
  const Text end = in.has(1) ? in.textArgument(1) : Text::borrowed("...", true);
  if (static_cast<std::int64_t>(characterCount(text.view())) <= length) return Value(text);
  const std::int64_t kept = length - static_cast<std::int64_t>(characterCount(end.view()));
  const std::size_t bytes =
      byteOffsetOf(text.view(), static_cast<std::size_t>(std::max<std::int64_t>(kept, 0)));
  return joined(text.cut(0, bytes), end);
}

Result<Value> truncateWords(const FilterInput& in) {
  if (in.value.isNil()) return Value();
  std::int64_t words = 15;
  if (in.has(0)) {
    PANNIER_ASSIGN(words, in.wholeNumber(0));
  }
  words = std::max<std::int64_t>(words, 1);
  const Text text = in.text();
  const std::string_view view = text.view();
  std::string out;
  std::int64_t taken = 0;
  for (std::size_t at = 0; at < view.size();) {
    std::size_t end = at;
    while (end < view.size() && !isSpace(view[end])) ++end;
    if (end > at) {
      if (taken == words) {
        out.append(in.has(1) ? in.textArgument(1).view() : std::string_view("..."));
        return in.made(std::move(out));
      }
      if (taken++ > 0) out += ' ';
      out.append(view.substr(at, end - at));
    }
    at = end + 1;
  }
  return Value(text);
}

}  // namespace

const std::vector<FilterSpec>& textFilters() {
  static const std::vector<FilterSpec> kFilters = {
      {"append", 1, 1, append},
      {"prepend", 1, 1, prepend},
      {"upcase", 0, 0, upcase},
      {"downcase", 0, 0, downcase},
      {"capitalize", 0, 0, capitalize},
      {"strip", 0, 0, strip},
      {"lstrip", 0, 0, lstrip},
      {"rstrip", 0, 0, rstrip},
      {"squish", 0, 0, squish},
      {"strip_newlines", 0, 0, stripNewlines},
      {"replace", 1, 2, replace},
      {"replace_first", 1, 2, replaceFirst},
      {"replace_last", 2, 2, replaceLast},
      {"remove", 1, 1, remove},
      {"remove_first", 1, 1, replaceFirst},
      {"remove_last", 1, 1, replaceLast},
      {"split", 1, 1, split},
      {"truncate", 0, 2, truncate},
      {"truncatewords", 0, 2, truncateWords},
  };
  return kFilters;
}

}  // namespace pannier::liquid
