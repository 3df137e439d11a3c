#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/segments/catalogue.h"
#include "core/segments/query.h"
#include "core/segments/values.h"

/// What the language means, spelled out customer by customer without SQL and without rollups: the
/// independent judge of the compiler.
namespace pannier::segments::test {

struct NaiveLine {
  int product = -1;  ///< index into the shop's products; -1 = none
  std::optional<std::int64_t> quantity;
  bool live = true;
};

struct NaiveOrder {
  std::int64_t placedAt = 0;
  std::int64_t total = 0;
  std::int64_t refunded = 0;
  std::string currency = "EUR";
  bool live = true, test = false, cancelled = false;
  std::vector<NaiveLine> lines;

  [[nodiscard]] bool isMoney() const { return live && !test && !cancelled; }
  [[nodiscard]] bool counts() const { return isMoney() && total >= 0; }
};

struct NaiveAddress {
  std::string country, region, city;
  bool live = true;
};

struct NaiveCustomer {
  std::string email;
  std::optional<std::string> language, accountStatus;
  std::optional<std::int64_t> createdAt;
  std::string emailConsent = "NOT_SUBSCRIBED", smsConsent = "NOT_SUBSCRIBED";
  std::vector<std::string> tags;
  std::vector<NaiveAddress> addresses;
  std::vector<NaiveOrder> orders;
  std::optional<std::string> fields[4];  ///< number, text, date, boolean
};

struct NaiveProduct {
  std::string id;  ///< UUID text
  std::string externalId;
  std::vector<std::string> tags;
  std::string category;
};

struct NaiveShop {
  std::vector<NaiveProduct> products;
  std::vector<NaiveCustomer> customers;
};

class Naive {
 public:
  Naive(const NaiveShop& shop, const EvaluationTime& time) : shop_(shop), time_(time) {}

  [[nodiscard]] bool holds(const Node& node, const NaiveCustomer& customer) const {
    if (const auto* all = std::get_if<AllOf>(&node.what)) {
      for (const Node& child : all->children) {
        if (!holds(child, customer)) return false;
      }
      return true;
    }
    if (const auto* any = std::get_if<AnyOf>(&node.what)) {
      for (const Node& child : any->children) {
        if (holds(child, customer)) return true;
      }
      return false;
    }
    if (const auto* negation = std::get_if<Negation>(&node.what)) {
      return !holds(negation->child.front(), customer);
    }
    if (const auto* clause = std::get_if<AttributeClause>(&node.what))
      return holds(*clause, customer);
    return holds(std::get<FunctionClause>(node.what), customer);
  }

 private:
  static constexpr std::int64_t kMillion = 1'000'000;

  template <class T>
  static bool compare(Operator op, const T& value, const T& first, const T& last) {
    switch (op) {
      case Operator::kEqual:
        return value == first;
      case Operator::kNotEqual:
        return !(value == first);
      case Operator::kGreater:
        return first < value;
      case Operator::kGreaterOrEqual:
        return !(value < first);
      case Operator::kLess:
        return value < first;
      case Operator::kLessOrEqual:
        return !(first < value);
      case Operator::kBetween:
        return !(value < first) && !(last < value);
      default:
        return false;
    }
  }

  /// Millionths, exactly.
  static std::int64_t millionths(const Literal& literal) {
    const auto& number = std::get<Decimal>(literal);
    std::int64_t units = number.units;
    for (int i = number.scale; i < 6; ++i) units *= 10;
    return units;
  }
  static bool number(const Condition& condition, std::int64_t valueInMillionths) {
    return compare(condition.op, valueInMillionths, millionths(condition.values.front()),
                   millionths(condition.values.back()));
  }
  static bool money(const Condition& condition, std::int64_t cents) {
    return number(condition, cents * (kMillion / 100));
  }
  static bool count(const Condition& condition, std::int64_t value) {
    return number(condition, value * kMillion);
  }

  /// -1, 0, 1: the instant lies before, within or after the day or second.
  [[nodiscard]] int place(std::int64_t at, const DateValue& value) const {
    if (value.kind != DateValue::Kind::kDateTime) {
      const CivilDate day = time_.zone.localDate(at);
      const CivilDate wanted = resolveDay(value, time_);
      return day < wanted ? -1 : wanted < day ? 1 : 0;
    }
    const std::int64_t second = time_.zone.toUtcMs(value.at);
    return at < second ? -1 : at >= second + 1000 ? 1 : 0;
  }
  [[nodiscard]] bool date(const Condition& condition, std::int64_t at) const {
    const int first = place(at, std::get<DateValue>(condition.values.front()));
    const int last = place(at, std::get<DateValue>(condition.values.back()));
    if (condition.op == Operator::kBetween) return first >= 0 && last <= 0;
    return compare(condition.op, first, 0, 0);
  }

  /// Lower case of the letters the generator uses.
  static std::string lower(std::string text) {
    for (std::size_t i = 0; i < text.size(); ++i) {
      if (text[i] >= 'A' && text[i] <= 'Z') text[i] = static_cast<char>(text[i] + 32);
      const bool upperAccent =
          i > 0 && text[i - 1] == '\xc3' && (text[i] == '\x84' || text[i] == '\x89');
      if (upperAccent) text[i] = static_cast<char>(text[i] + 32);
    }
    return text;
  }
  static bool hasTag(const std::vector<std::string>& tags, const std::string& wanted) {
    for (const std::string& tag : tags) {
      if (lower(tag) == lower(wanted)) return true;
    }
    return false;
  }
  static std::string squeezed(std::string text) {
    std::erase(text, ' ');
    return text;
  }

  [[nodiscard]] bool holds(const AttributeClause& clause, const NaiveCustomer& customer) const {
    switch (clause.attribute->type) {
      case ValueType::kInteger:
      case ValueType::kMoney:
        return holdsNumber(clause, customer);
      case ValueType::kDate:
        return holdsDate(clause, customer);
      case ValueType::kText:
      case ValueType::kEnum:
        return holdsText(clause, customer);
      case ValueType::kTextList:
      case ValueType::kEnumList:
        return holdsList(clause, customer);
      default:
        return holdsField(clause, customer);
    }
  }

  static bool holdsNumber(const AttributeClause& clause, const NaiveCustomer& customer) {
    if (clause.condition.op == Operator::kIsNull) return false;
    if (clause.condition.op == Operator::kIsNotNull) return true;
    std::int64_t orders = 0;
    std::int64_t spent = 0;
    for (const NaiveOrder& order : customer.orders) {
      if (order.counts()) ++orders;
      if (order.isMoney() && order.currency == "EUR") spent += order.total - order.refunded;
    }
    switch (clause.attribute->id) {
      case Attribute::kNumberOfOrders:
        return count(clause.condition, orders);
      case Attribute::kAmountSpent:
        return money(clause.condition, spent);
      default:
        return money(clause.condition, orders == 0 ? 0 : spent / orders);
    }
  }

  [[nodiscard]] bool holdsDate(const AttributeClause& clause, const NaiveCustomer& customer) const {
    std::optional<std::int64_t> at = customer.createdAt;
    if (clause.attribute->id != Attribute::kCustomerAddedDate) {
      at = std::nullopt;
      for (const NaiveOrder& order : customer.orders) {
        if (!order.counts()) continue;
        const bool first = clause.attribute->id == Attribute::kFirstOrderDate;
        if (!at || (first ? order.placedAt < *at : order.placedAt > *at)) at = order.placedAt;
      }
    }
    if (clause.condition.op == Operator::kIsNull) return !at;
    if (clause.condition.op == Operator::kIsNotNull) return at.has_value();
    return at && date(clause.condition, *at);
  }

  static bool holdsText(const AttributeClause& clause, const NaiveCustomer& customer) {
    std::string value;
    std::string wanted = clause.condition.values.empty()
                             ? ""
                             : std::get<std::string>(clause.condition.values.front());
    switch (clause.attribute->id) {
      case Attribute::kCustomerEmailDomain:
        if (!customer.email.empty())
          value = lower(customer.email.substr(customer.email.find('@') + 1));
        wanted = lower(wanted);
        break;
      case Attribute::kCustomerLanguage:
        value = customer.language.value_or("");
        break;
      case Attribute::kCustomerAccountStatus:
        value = customer.accountStatus.value_or("");
        break;
      case Attribute::kEmailSubscriptionStatus:
        value = customer.emailConsent;
        break;
      default:
        value = customer.smsConsent;
    }
    return textHolds(clause.condition.op, value, wanted);
  }

  static bool textHolds(Operator op, const std::string& value, const std::string& wanted) {
    if (op == Operator::kIsNull) return value.empty();
    if (value.empty()) return false;
    if (op == Operator::kIsNotNull) return true;
    return (value == wanted) == (op == Operator::kEqual);
  }

  static bool holdsList(const AttributeClause& clause, const NaiveCustomer& customer) {
    const Condition& condition = clause.condition;
    const std::string wanted =
        condition.values.empty() ? "" : std::get<std::string>(condition.values.front());
    const bool nullTest = condition.values.empty();
    const bool negated =
        condition.op == Operator::kNotContains || condition.op == Operator::kIsNull;
    bool found = false;
    if (clause.attribute->id == Attribute::kCustomerTags) {
      found = nullTest ? !customer.tags.empty() : hasTag(customer.tags, wanted);
      return found != negated;
    }
    for (const NaiveAddress& address : customer.addresses) {
      if (address.live)
        found = found || placeHolds(clause.attribute->id, address, wanted, nullTest);
    }
    return found != negated;
  }

  static bool placeHolds(Attribute attribute, const NaiveAddress& address,
                         const std::string& wanted, bool nullTest) {
    const std::string city = squeezed(address.city);
    const std::string place = squeezed(wanted);
    switch (attribute) {
      case Attribute::kCustomerCountries:
        return !address.country.empty() && (nullTest || address.country == wanted);
      case Attribute::kCustomerRegions:
        return !address.region.empty() && (nullTest || address.region == place ||
                                           address.country + "-" + address.region == place);
      default:
        return !city.empty() &&
               (nullTest || city == place || address.country + "-" + city == place ||
                address.country + "-" + address.region + "-" + city == place);
    }
  }

  [[nodiscard]] bool holdsField(const AttributeClause& clause,
                                const NaiveCustomer& customer) const {
    const Condition& condition = clause.condition;
    const std::size_t index = clause.customKey == "number" ? 0
                              : clause.customKey == "text" ? 1
                              : clause.customKey == "date" ? 2
                                                           : 3;
    const auto& value = customer.fields[index];
    if (condition.op == Operator::kIsNull) return !value;
    if (!value) return false;
    if (condition.op == Operator::kIsNotNull) return true;
    const Literal& first = condition.values.front();
    const std::size_t type = std::holds_alternative<Decimal>(first)       ? 0
                             : std::holds_alternative<std::string>(first) ? 1
                             : std::holds_alternative<DateValue>(first)   ? 2
                                                                          : 3;
    if (type != index) return false;
    if (type == 0) return number(condition, millionths(Literal(*parseDecimal(*value))));
    if (type == 1) return textHolds(condition.op, *value, std::get<std::string>(first));
    if (type == 3)
      return ((*value == "true") == std::get<bool>(first)) == (condition.op == Operator::kEqual);
    return compare(condition.op, *parseDate(*value), resolveDay(std::get<DateValue>(first), time_),
                   resolveDay(std::get<DateValue>(condition.values.back()), time_));
  }

  /// The parameters that choose orders and lines, and those that test what was chosen.
  struct Chosen {
    std::int64_t orders = 0, lines = 0, amount = 0, quantity = 0;
  };

  [[nodiscard]] bool orderFits(const FunctionClause& clause, const NaiveOrder& order) const {
    if (!order.counts()) return false;
    for (const FunctionParameter& parameter : clause.parameters) {
      switch (parameter.parameter->id) {
        case ParameterId::kDate:
          if (!date(parameter.condition, order.placedAt)) return false;
          break;
        case ParameterId::kAmount:
          if (order.currency != "EUR" || !money(parameter.condition, order.total)) return false;
          break;
        case ParameterId::kSumAmount:
          if (order.currency != "EUR") return false;
          break;
        default:
          break;
      }
    }
    return true;
  }

  static bool idFits(const Condition& condition, const NaiveProduct& product) {
    bool found = false;
    for (const Literal& literal : condition.values) {
      const auto& text = std::get<std::string>(literal);
      found = found || text == product.id || text == product.externalId;
    }
    return found != (condition.op == Operator::kNotIn);
  }
  static bool categoryFits(const Condition& condition, const NaiveProduct& product) {
    bool found = false;
    for (const Literal& literal : condition.values) {
      found = found || std::get<std::string>(literal) == product.category;
    }
    return !product.category.empty() && found != (condition.op == Operator::kNotIn);
  }

  [[nodiscard]] bool lineFits(const FunctionClause& clause, const NaiveLine& line) const {
    if (!line.live || line.quantity.value_or(1) <= 0) return false;
    for (const FunctionParameter& parameter : clause.parameters) {
      const Condition& condition = parameter.condition;
      const ParameterId id = parameter.parameter->id;
      if (id == ParameterId::kQuantity && !count(condition, line.quantity.value_or(1)))
        return false;
      if (id != ParameterId::kId && id != ParameterId::kTag && id != ParameterId::kCategory)
        continue;
      if (line.product < 0) return false;
      const NaiveProduct& product = shop_.products[static_cast<std::size_t>(line.product)];
      if (id == ParameterId::kId && !idFits(condition, product)) return false;
      if (id == ParameterId::kCategory && !categoryFits(condition, product)) return false;
      if (id == ParameterId::kTag &&
          !hasTag(product.tags, std::get<std::string>(condition.values.front()))) {
        return false;
      }
    }
    return true;
  }

  [[nodiscard]] bool holds(const FunctionClause& clause, const NaiveCustomer& customer) const {
    bool aggregate = false;
    bool byLine = false;
    for (const FunctionParameter& parameter : clause.parameters) {
      const ParameterId id = parameter.parameter->id;
      aggregate = aggregate || id == ParameterId::kCount || id == ParameterId::kSumAmount ||
                  id == ParameterId::kSumQuantity;
      byLine = byLine || id == ParameterId::kId || id == ParameterId::kTag ||
               id == ParameterId::kCategory || id == ParameterId::kQuantity ||
               id == ParameterId::kSumQuantity;
    }
    Chosen chosen;
    for (const NaiveOrder& order : customer.orders) {
      if (!orderFits(clause, order)) continue;
      bool fits = !byLine;
      for (const NaiveLine& line : order.lines) {
        if (!byLine || !lineFits(clause, line)) continue;
        fits = true;
        chosen.quantity += line.quantity.value_or(1);
      }
      if (!fits) continue;
      ++chosen.orders;
      chosen.amount += order.total;
    }
    bool matches = aggregate || chosen.orders > 0;
    for (const FunctionParameter& parameter : clause.parameters) {
      const ParameterId id = parameter.parameter->id;
      if (id == ParameterId::kCount) matches = matches && count(parameter.condition, chosen.orders);
      if (id == ParameterId::kSumAmount)
        matches = matches && money(parameter.condition, chosen.amount);
      if (id == ParameterId::kSumQuantity)
        matches = matches && count(parameter.condition, chosen.quantity);
    }
    return matches != clause.negated;
  }

  const NaiveShop& shop_;
  EvaluationTime time_;
};

}  // namespace pannier::segments::test
