#include <algorithm>

#include "core/campaigns/liquid/characters.h"
#include "core/campaigns/liquid/date_format.h"
#include "core/campaigns/liquid/date_parse.h"
#include "core/campaigns/liquid/filters.h"

namespace pannier::liquid {
namespace {

/// The argument instead of nil, false, and what is empty; `allow_false: true` keeps false.
Result<Value> defaultTo(const FilterInput& in) {
  const Value& fallback = in.argument(0);
  const Value otherwise = in.has(0) ? fallback : Value(Text::borrowed("", true));
  const bool isMissing = in.named.isTruthy() ? in.value.isNil() : !in.value.isTruthy();
  return isMissing || isEmpty(in.value) || in.value.isMarker() ? otherwise : in.value;
}

Result<Value> size(const FilterInput& in) { return Value(sizeOf(in.value).value_or(0)); }

/// Where a slice begins and ends among `count` items; nothing when it lies outside.
struct Slice {
  std::uint64_t begin = 0;
  std::uint64_t end = 0;
};
Result<std::optional<Slice>> sliceOf(const FilterInput& in, std::uint64_t count) {
  PANNIER_ASSIGN(std::int64_t offset, in.wholeNumber(0));
  std::int64_t length = 1;
  if (in.argument(1).isTruthy()) {
    PANNIER_ASSIGN(length, in.wholeNumber(1));
  }
  const auto total = static_cast<std::int64_t>(count);
  if (offset < 0) offset = offset < -total ? -1 : offset + total;
  if (offset < 0 || offset > total || length < 0) return std::optional<Slice>();
  const auto begin = static_cast<std::uint64_t>(offset);
  const auto taken = static_cast<std::uint64_t>(std::min(length, total - offset));
  return std::optional(Slice{begin, begin + taken});
}

Result<Value> slice(const FilterInput& in) {
  if (in.value.isArray()) {
    PANNIER_ASSIGN(const auto part, sliceOf(in, in.value.count()));
    List items;
    for (std::uint64_t i = part ? part->begin : 0; part && i < part->end; ++i) {
      items.push_back(in.value.element(i));
    }
    return Value(std::move(items));
  }
  const Text text = in.text();
  PANNIER_ASSIGN(const auto part, sliceOf(in, characterCount(text.view())));
  if (!part) return Value(Text());
  return Value(text.cut(byteOffsetOf(text.view(), static_cast<std::size_t>(part->begin)),
                        byteOffsetOf(text.view(), static_cast<std::size_t>(part->end))));
}

std::optional<Moment> momentOf(const FilterInput& in) {
  const DateContext context{in.options.nowMs, in.options.timeZone};
  if (in.value.isInteger()) return momentOfNumber(in.value.asInteger(), context);
  if (in.value.isText()) return parseMoment(in.value.asText().view(), context);
  return std::nullopt;
}

/// What is no date stays as it is.
Result<Value> date(const FilterInput& in) {
  const Text format = in.textArgument(0);
  if (format.empty()) return in.value;
  const auto moment = momentOf(in);
  if (!moment) return in.value;
  PANNIER_ASSIGN(std::string out, formatMoment(*moment, format.view(), in.budget));
  return in.made(std::move(out));
}

}  // namespace

const std::vector<FilterSpec>& generalFilters() {
  static const std::vector<FilterSpec> kFilters = {
      {"default", 0, 1, defaultTo, "allow_false"},
      {"size", 0, 0, size},
      {"slice", 1, 2, slice},
      {"date", 1, 1, date},
  };
  return kFilters;
}

}  // namespace pannier::liquid
