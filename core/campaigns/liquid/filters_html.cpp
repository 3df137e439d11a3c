#include "core/campaigns/liquid/characters.h"
#include "core/campaigns/liquid/filters.h"
#include "core/campaigns/liquid/output.h"

namespace pannier::liquid {
namespace {

/// Length of an entity like "&amp;" or "&#39;" at the start of `text`; 0 when there is none.
std::size_t entityLength(std::string_view text) {
  std::size_t at = 1;
  const bool isNumber = text.size() > 1 && text[1] == '#';
  if (isNumber) ++at;
  const std::size_t first = at;
  while (at < text.size() && (isNumber ? isDigit(text[at]) : isAsciiLetter(text[at]))) ++at;
  return at > first && at < text.size() && text[at] == ';' ? at + 1 : 0;
}

void appendEscapedOnce(std::string& out, std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t entity = text[at] == '&' ? entityLength(text.substr(at)) : 0;
    if (entity > 0) {
      out.append(text.substr(at, entity));
      at += entity;
    } else {
      appendEscaped(out, text.substr(at++, 1));
    }
  }
}

/// In an HTML message, text from the data is escaped once, when it is put into the message: here it
/// passes unchanged, and only what the author wrote is escaped now.
Result<Value> escapeWith(const FilterInput& in,
                         void (*escapeInto)(std::string&, std::string_view)) {
  if (in.value.isNil()) return Value();
  const Text text = in.text();
  if (!in.options.escapeHtml) {
    std::string out;
    escapeInto(out, text.view());
    return in.made(std::move(out));
  }
  TextBuilder out;
  text.forEachRun([&](std::string_view run, bool literal) {
    if (!literal) return out.append(run, false);
    std::string escaped;
    escapeInto(escaped, run);
    out.append(escaped, true);
  });
  return Value(out.take());
}

Result<Value> escape(const FilterInput& in) { return escapeWith(in, appendEscaped); }
Result<Value> escapeOnce(const FilterInput& in) { return escapeWith(in, appendEscapedOnce); }

/// The line breaks it puts in are literal, whatever they stand between.
Result<Value> newlineToBr(const FilterInput& in) {
  TextBuilder out;
  in.text().forEachRun([&out](std::string_view run, bool literal) {
    for (std::size_t at = 0; at < run.size();) {
      const std::size_t newline = run.find('\n', at);
      if (newline == std::string_view::npos) return out.append(run.substr(at), literal);
      const bool hasReturn = newline > at && run[newline - 1] == '\r';
      out.append(run.substr(at, newline - at - (hasReturn ? 1 : 0)), literal);
      out.append("<br />\n", true);
      at = newline + 1;
    }
  });
  return Value(out.take());
}

struct Marks {
  std::string_view open;
  std::string_view close;
};

/// Cuts out everything from each `open` to the next `close` after it.
std::string without(std::string_view text, const Marks& marks) {
  std::string out;
  for (std::size_t at = 0;;) {
    const std::size_t open = text.find(marks.open, at);
    const std::size_t close =
        open == std::string_view::npos ? open : text.find(marks.close, open + marks.open.size());
    if (close == std::string_view::npos) return out.append(text.substr(at));
    out.append(text.substr(at, open - at));
    at = close + marks.close.size();
  }
}

Result<Value> stripHtml(const FilterInput& in) {
  const Text text = in.text();
  constexpr std::size_t kPasses = 4;
  PANNIER_TRY(in.budget.spendBytes(kPasses * text.view().size()));
  std::string out(text.view());
  for (const Marks& marks : {Marks{"<script", "</script>"}, Marks{"<!--", "-->"},
                             Marks{"<style", "</style>"}, Marks{"<", ">"}}) {
    out = without(out, marks);
  }
  return in.made(std::move(out));
}

}  // namespace

const std::vector<FilterSpec>& htmlFilters() {
  static const std::vector<FilterSpec> kFilters = {
      {"escape", 0, 0, escape},          {"h", 0, 0, escape},
      {"escape_once", 0, 0, escapeOnce}, {"newline_to_br", 0, 0, newlineToBr},
      {"strip_html", 0, 0, stripHtml},
  };
  return kFilters;
}

}  // namespace pannier::liquid
