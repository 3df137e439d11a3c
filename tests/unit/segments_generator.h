#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/segments/catalogue.h"
#include "core/segments/query.h"
#include "core/segments/values.h"

namespace pannier::segments::test {

/// A small deterministic random source (xorshift64*, Sebastiano Vigna), the same on every platform.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : state_(seed * 2654435769U + 88172645463325252U) {}
  std::uint64_t next() {
    state_ ^= state_ >> 12;
    state_ ^= state_ << 25;
    state_ ^= state_ >> 27;
    return state_ * 2685821657736338717U;
  }
  /// 0 .. below - 1
  std::size_t below(std::size_t below) { return static_cast<std::size_t>((next() >> 11) % below); }
  std::int64_t between(std::int64_t least, std::int64_t most) {
    return least + static_cast<std::int64_t>(below(static_cast<std::size_t>(most - least + 1)));
  }
  bool chance(int percent) { return below(100) < static_cast<std::size_t>(percent); }
  template <class List>
  auto pick(const List& list) {
    return list[below(std::size(list))];
  }

 private:
  std::uint64_t state_;
};

/// Words that queries and shops share, so that conditions are met now and then; among them letters
/// in two cases, wildcards of SQL patterns, quotes and backslashes.
inline constexpr std::string_view kTags[] = {
    "vip", "VIP", "vip gold", "H\xc3\xa4ndler", "H\xc3\x84NDLER", "50%", "a_b",
    "axb", "x*y", "[z]",      "it's",           "back\\slash",    "q?"};
inline constexpr std::string_view kCountries[] = {"DE", "US", "FR"};
inline constexpr std::string_view kRegions[] = {"", "BE", "NY"};
inline constexpr std::string_view kCities[] = {"Berlin", "New York City", "Saint-Denis"};
inline constexpr std::string_view kProductTags[] = {"coffee", "Coffee", "tea", "T\xc3\xa9"};
inline constexpr std::string_view kCategories[] = {"drinks", "food"};
inline constexpr std::string_view kFieldKeys[] = {"number", "text", "date", "boolean"};

/// Makes random valid trees, as the parser would.
class QueryMaker {
 public:
  explicit QueryMaker(Dice& dice) : dice_(dice) {}

  Query query() { return {node(3, 0)}; }

 private:
  enum Parent { kNone = 0, kAll = 1, kAny = 2 };

  Node node(int depth, int parent) {
    const std::size_t roll = depth > 0 ? dice_.below(10) : 9;
    if (roll < 3 && parent != kAll) return group<AllOf>(depth, kAll);
    if (roll < 5 && parent != kAny) return group<AnyOf>(depth, kAny);
    if (roll == 5) {
      Negation negation;
      negation.child.push_back(node(depth - 1, kNone));
      return {std::move(negation), {}};
    }
    return dice_.chance(30) ? function() : attribute();
  }

  template <class Group>
  Node group(int depth, Parent self) {
    Group result;
    const std::size_t size = 2 + dice_.below(2);
    for (std::size_t i = 0; i < size; ++i) result.children.push_back(node(depth - 1, self));
    return {std::move(result), {}};
  }

  Node attribute() {
    AttributeClause clause;
    clause.attribute = &attributes()[dice_.below(attributes().size())];
    if (clause.attribute->type == ValueType::kCustom) return customField(std::move(clause));
    const OperatorSet operators = operatorsOf(clause.attribute->type);
    clause.condition = condition(operators, [&] { return value(*clause.attribute); });
    return {std::move(clause), {}};
  }

  Node customField(AttributeClause clause) {
    clause.customNamespace = "facts";
    clause.customKey = dice_.pick(kFieldKeys);
    const std::size_t kind = dice_.below(4);
    const bool ordered = kind == 0 || kind == 2;
    clause.condition = condition(operatorsOf(ordered ? ValueType::kCustom : ValueType::kText), [&] {
      switch (kind) {
        case 0:
          return number(true);
        case 1:
          return text();
        case 2:
          return Literal(date(false));
        default:
          return Literal(dice_.chance(50));
      }
    });
    return {std::move(clause), {}};
  }

  Node function() {
    FunctionClause clause;
    clause.function = &functions()[dice_.below(functions().size())];
    clause.negated = dice_.chance(40);
    for (const ParameterInfo& info : clause.function->parameters) {
      if (!dice_.chance(30)) continue;
      clause.parameters.push_back({&info, condition(info.operators, [&] { return value(info); })});
    }
    return {std::move(clause), {}};
  }

  template <class MakeValue>
  Condition condition(OperatorSet operators, MakeValue makeValue) {
    Condition result;
    do {
      result.op =
          static_cast<Operator>(dice_.below(static_cast<std::size_t>(Operator::kIsNotNull) + 1));
    } while ((operators & bit(result.op)) == 0);
    std::size_t values = 1;
    if (result.op == Operator::kIsNull || result.op == Operator::kIsNotNull) values = 0;
    if (result.op == Operator::kBetween) values = 2;
    if (result.op == Operator::kIn || result.op == Operator::kNotIn) values = 1 + dice_.below(3);
    for (std::size_t i = 0; i < values; ++i) result.values.push_back(makeValue());
    return result;
  }

  Literal value(const AttributeInfo& info) {
    switch (info.id) {
      case Attribute::kCustomerCountries:
        return std::string(dice_.pick(kCountries));
      case Attribute::kCustomerRegions:
        return place(kRegions);
      case Attribute::kCustomerCities:
        return place(kCities);
      case Attribute::kCustomerEmailDomain:
        return std::string(dice_.chance(50)   ? "example.com"
                           : dice_.chance(50) ? "EXAMPLE.org"
                                              : "");
      case Attribute::kCustomerLanguage:
        return std::string(dice_.chance(50) ? "fr" : "en-US");
      default:
        break;
    }
    if (info.type == ValueType::kEnum) return enumValue(info.values);
    if (info.type == ValueType::kTextList) return text();
    if (info.type == ValueType::kDate) return date(true);
    return number(info.type == ValueType::kMoney);
  }

  Literal value(const ParameterInfo& info) {
    switch (info.type) {
      case ValueType::kDate:
        return date(true);
      case ValueType::kId:
        return id();
      case ValueType::kText:
        return std::string(info.id == ParameterId::kTag ? dice_.pick(kProductTags)
                                                        : dice_.pick(kCategories));
      default:
        return number(info.type == ValueType::kMoney);
    }
  }

  template <class List>
  Literal place(const List& names) {
    std::string name(dice_.pick(names));
    if (dice_.chance(50)) name = std::string(dice_.pick(kCountries)) + "-" + name;
    if (dice_.chance(20)) name = "US-NY-" + name;
    return name;
  }

  Literal text() {
    if (dice_.chance(80)) return std::string(dice_.pick(kTags));
    std::string out;
    for (std::size_t i = dice_.below(8); i > 0; --i) {
      constexpr std::string_view kPieces[] = {
          "a", "'", "\\", "\"", " ", "%", "\xc3\xa9", "\xf0\x9f\x98\x80", "-- "};
      out += dice_.pick(kPieces);
    }
    return out;
  }

  Literal enumValue(std::string_view values) {
    std::vector<std::string> list;
    while (!values.empty()) {
      const std::size_t end = std::min(values.find('|'), values.size());
      list.emplace_back(values.substr(0, end));
      values.remove_prefix(std::min(end + 1, values.size()));
    }
    return list[dice_.below(list.size())];
  }

  Literal number(bool decimals) {
    std::string text = std::to_string(dice_.between(-2, 6));
    if (decimals && dice_.chance(60)) text = std::to_string(dice_.between(0, 300));
    if (decimals && dice_.chance(50)) text += "." + std::to_string(dice_.between(0, 9999));
    return *parseDecimal(text);
  }

  Literal id() {
    if (dice_.chance(30))
      return std::string("0198c5d0-7f3a-7abc-8def-00000000000") + std::to_string(dice_.below(4));
    if (dice_.chance(20)) return std::string("85123A");
    return std::to_string(1000 + dice_.below(5));
  }

  DateValue date(bool withTime) {
    switch (dice_.below(withTime ? 5 : 4)) {
      case 0:
        return {DateValue::Kind::kToday, {}, 0, 'd'};
      case 1:
        return {DateValue::Kind::kYesterday, {}, 0, 'd'};
      case 2:
        return {DateValue::Kind::kOffset,
                {},
                static_cast<std::int32_t>(dice_.between(-40, 3)),
                dice_.pick(std::string_view("ddwmy"))};
      case 3:
        return {DateValue::Kind::kDate, {day(), 0}, 0, 'd'};
      default:
        return {DateValue::Kind::kDateTime,
                {day(), static_cast<std::int32_t>(dice_.between(0, 86'399))},
                0,
                'd'};
    }
  }

  CivilDate day() { return civilFromDays(daysFromCivil({2026, 3, 1}) + dice_.between(0, 40)); }

  Dice& dice_;
};

}  // namespace pannier::segments::test
