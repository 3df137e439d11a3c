#include "core/segments/catalogue.h"

#include <array>

#include "core/base/text.h"

namespace pannier::segments {
namespace {

constexpr OperatorSet kEquality = bit(Operator::kEqual) | bit(Operator::kNotEqual);
constexpr OperatorSet kOrdering = kEquality | bit(Operator::kGreater) |
                                  bit(Operator::kGreaterOrEqual) | bit(Operator::kLess) |
                                  bit(Operator::kLessOrEqual) | bit(Operator::kBetween);
constexpr OperatorSet kNullTests = bit(Operator::kIsNull) | bit(Operator::kIsNotNull);
constexpr OperatorSet kMembership = bit(Operator::kContains) | bit(Operator::kNotContains);
constexpr OperatorSet kOneOf = bit(Operator::kEqual) | bit(Operator::kIn) | bit(Operator::kNotIn);

constexpr std::array kAttributes{
    AttributeInfo{Attribute::kAmountSpent, "amount_spent", ValueType::kMoney, "",
                  "What the customer has spent so far, less refunds, in the shop's currency.",
                  "amount_spent > 999.99"},
    AttributeInfo{Attribute::kAverageOrderValue, "average_order_value", ValueType::kMoney, "",
                  "Amount spent divided by the number of orders; 0 without orders.",
                  "average_order_value >= 80"},
    AttributeInfo{
        Attribute::kNumberOfOrders, "number_of_orders", ValueType::kInteger, "",
        "How many orders the customer has placed. Test and cancelled orders do not count.",
        "number_of_orders >= 3"},
    AttributeInfo{Attribute::kFirstOrderDate, "first_order_date", ValueType::kDate, "",
                  "The day of the first order.", "first_order_date > -60d"},
    AttributeInfo{Attribute::kLastOrderDate, "last_order_date", ValueType::kDate, "",
                  "The day of the most recent order.", "last_order_date < -120d"},
    AttributeInfo{Attribute::kCustomerAddedDate, "customer_added_date", ValueType::kDate, "",
                  "The day the customer was added.", "customer_added_date >= -30d"},
    AttributeInfo{Attribute::kCustomerEmailDomain, "customer_email_domain", ValueType::kText, "",
                  "The part of the e-mail address after the @.",
                  "customer_email_domain = 'example.com'"},
    AttributeInfo{Attribute::kCustomerLanguage, "customer_language", ValueType::kText, "",
                  "The customer's language, such as en or fr-CA.", "customer_language = 'fr'"},
    AttributeInfo{Attribute::kCustomerAccountStatus, "customer_account_status", ValueType::kEnum,
                  "ENABLED|DISABLED|INVITED|DECLINED", "The state of the customer's shop account.",
                  "customer_account_status != 'DISABLED'"},
    AttributeInfo{Attribute::kEmailSubscriptionStatus, "email_subscription_status",
                  ValueType::kEnum,
                  "SUBSCRIBED|NOT_SUBSCRIBED|PENDING|UNSUBSCRIBED|INVALID|REDACTED",
                  "Whether the customer agreed to marketing by e-mail.",
                  "email_subscription_status = 'SUBSCRIBED'"},
    AttributeInfo{Attribute::kSmsSubscriptionStatus, "sms_subscription_status", ValueType::kEnum,
                  "SUBSCRIBED|NOT_SUBSCRIBED|PENDING|UNSUBSCRIBED|REDACTED",
                  "Whether the customer agreed to marketing by text message.",
                  "sms_subscription_status = 'SUBSCRIBED'"},
    AttributeInfo{Attribute::kCustomerTags, "customer_tags", ValueType::kTextList, "",
                  "The customer's tags. Upper and lower case are the same.",
                  "customer_tags CONTAINS 'vip'"},
    AttributeInfo{Attribute::kCustomerCities, "customer_cities", ValueType::kEnumList, "",
                  "Cities of the customer's addresses: country, region and city without spaces.",
                  "customer_cities CONTAINS 'US-CA-LosAngeles'"},
    AttributeInfo{Attribute::kCustomerCountries, "customer_countries", ValueType::kEnumList, "",
                  "Countries of the customer's addresses, two letters (ISO 3166-1).",
                  "customer_countries CONTAINS 'DE'"},
    AttributeInfo{Attribute::kCustomerRegions, "customer_regions", ValueType::kEnumList, "",
                  "Regions of the customer's addresses, with or without their country.",
                  "customer_regions CONTAINS 'US-NY'"},
    AttributeInfo{Attribute::kCustomField, "metafields", ValueType::kCustom, "",
                  "A custom field of the customer: metafields.<namespace>.<key>.",
                  "metafields.loyalty.points_balance >= 100"},
};

constexpr std::array kOrderParameters{
    ParameterInfo{ParameterId::kDate, "date", ValueType::kDate, kOrdering,
                  "The day the order was placed."},
    ParameterInfo{ParameterId::kAmount, "amount", ValueType::kMoney, kOrdering,
                  "The total of one order."},
    ParameterInfo{ParameterId::kSumAmount, "sum_amount", ValueType::kMoney, kOrdering,
                  "The totals of all matching orders together."},
    ParameterInfo{ParameterId::kCount, "count", ValueType::kInteger, kOrdering,
                  "How many orders match."},
};

constexpr std::array kProductParameters{
    ParameterInfo{ParameterId::kId, "id", ValueType::kId, kOneOf,
                  "The product: its number in the shop system, or its id in quotes."},
    ParameterInfo{ParameterId::kTag, "tag", ValueType::kText, bit(Operator::kEqual),
                  "A tag of the product. Upper and lower case are the same."},
    ParameterInfo{ParameterId::kCategory, "category", ValueType::kText, kOneOf,
                  "The category of the product."},
    ParameterInfo{ParameterId::kDate, "date", ValueType::kDate, kOrdering,
                  "The day of the purchase."},
    ParameterInfo{ParameterId::kCount, "count", ValueType::kInteger, kOrdering,
                  "In how many orders it was purchased."},
    ParameterInfo{ParameterId::kQuantity, "quantity", ValueType::kInteger, kOrdering,
                  "The quantity on one order line."},
    ParameterInfo{ParameterId::kSumQuantity, "sum_quantity", ValueType::kInteger, kOrdering,
                  "The quantities of all matching order lines together."},
};

constexpr std::array kFunctions{
    FunctionInfo{Function::kOrdersPlaced, "orders_placed", kOrderParameters,
                 "Orders of the customer that match all the conditions in the brackets.",
                 "orders_placed MATCHES (date > -90d, sum_amount > 100)"},
    FunctionInfo{Function::kProductsPurchased, "products_purchased", kProductParameters,
                 "Purchases of products that match all the conditions in the brackets.",
                 "products_purchased MATCHES (tag = 'coffee', date > -90d)"},
};

struct MissingData {
  std::string_view name;
  std::string_view what;
};

constexpr std::string_view kNoMessages = "this shop has no record of sent messages.";
constexpr std::string_view kNoEvents = "this shop has no record of visits to its storefront.";

constexpr std::array kMissing{
    MissingData{"abandoned_checkout_date", "this shop has no record of abandoned checkouts."},
    MissingData{"companies", "this shop has no company accounts."},
    MissingData{"created_by_app_id", "this shop does not record which app added a customer."},
    MissingData{"predicted_spend_tier", "there are no spend predictions yet."},
    MissingData{"product_subscription_status", "this shop has no product subscriptions."},
    MissingData{"rfm_group", "there are no RFM scores yet."},
    MissingData{"shopify_email.bounced", kNoMessages},
    MissingData{"shopify_email.clicked", kNoMessages},
    MissingData{"shopify_email.delivered", kNoMessages},
    MissingData{"shopify_email.marked_as_spam", kNoMessages},
    MissingData{"shopify_email.opened", kNoMessages},
    MissingData{"shopify_email.unsubscribed", kNoMessages},
    MissingData{"storefront.product_viewed", kNoEvents},
    MissingData{"storefront.collection_viewed", kNoEvents},
    MissingData{"storefront_event.product_viewed", kNoEvents},
    MissingData{"storefront_event.collection_viewed", kNoEvents},
    MissingData{"store_credit_accounts", "this shop has no store credit accounts."},
    MissingData{"customer_within_distance", "addresses have no coordinates yet."},
    MissingData{"anniversary", "comparing dates without their year is not possible yet."},
};

constexpr std::array kMissingOrderParameters{
    MissingData{"location_id", "orders do not record a location."},
    MissingData{"app_id", "orders do not record an app."},
};

struct OperatorName {
  Operator op;
  std::string_view text;
};

constexpr std::array kOperatorNames{
    OperatorName{Operator::kEqual, "="},
    OperatorName{Operator::kNotEqual, "!="},
    OperatorName{Operator::kGreater, ">"},
    OperatorName{Operator::kGreaterOrEqual, ">="},
    OperatorName{Operator::kLess, "<"},
    OperatorName{Operator::kLessOrEqual, "<="},
    OperatorName{Operator::kBetween, "BETWEEN"},
    OperatorName{Operator::kContains, "CONTAINS"},
    OperatorName{Operator::kNotContains, "NOT CONTAINS"},
    OperatorName{Operator::kIn, "IN"},
    OperatorName{Operator::kNotIn, "NOT IN"},
    OperatorName{Operator::kIsNull, "IS NULL"},
    OperatorName{Operator::kIsNotNull, "IS NOT NULL"},
};

template <class List>
auto findByName(const List& list, std::string_view name) noexcept -> decltype(list.data()) {
  for (const auto& entry : list) {
    if (equalsIgnoringAsciiCase(entry.name, name)) return &entry;
  }
  return nullptr;
}

}  // namespace

std::span<const AttributeInfo> attributes() noexcept { return kAttributes; }
std::span<const FunctionInfo> functions() noexcept { return kFunctions; }

const AttributeInfo* findAttribute(std::string_view name) noexcept {
  return findByName(kAttributes, name);
}
const FunctionInfo* findFunction(std::string_view name) noexcept {
  return findByName(kFunctions, name);
}
const ParameterInfo* findParameter(const FunctionInfo& function, std::string_view name) noexcept {
  return findByName(function.parameters, name);
}

std::string_view missingDataFor(std::string_view name) noexcept {
  const MissingData* found = findByName(kMissing, name);
  return found == nullptr ? std::string_view{} : found->what;
}

std::string_view missingDataFor(const FunctionInfo& function, std::string_view parameter) noexcept {
  if (function.id != Function::kOrdersPlaced) return {};
  const MissingData* found = findByName(kMissingOrderParameters, parameter);
  return found == nullptr ? std::string_view{} : found->what;
}

OperatorSet operatorsOf(ValueType type) noexcept {
  switch (type) {
    case ValueType::kInteger:
    case ValueType::kMoney:
    case ValueType::kDate:
      return kOrdering | kNullTests;
    case ValueType::kText:
    case ValueType::kEnum:
      return kEquality | kNullTests;
    case ValueType::kTextList:
    case ValueType::kEnumList:
      return kMembership | kNullTests;
    case ValueType::kId:
      return kOneOf;
    case ValueType::kCustom:
      return kOrdering | kNullTests;
  }
  return 0;
}

std::string_view operatorText(Operator op) noexcept {
  return kOperatorNames[static_cast<std::size_t>(op)].text;
}

std::string operatorListText(OperatorSet operators) {
  std::string out;
  for (const OperatorName& entry : kOperatorNames) {
    if ((operators & bit(entry.op)) == 0) continue;
    operators &= ~bit(entry.op);
    if (!out.empty()) out += operators == 0 ? " or " : ", ";
    out += entry.text;
  }
  return out;
}

std::string_view typeName(ValueType type) noexcept {
  switch (type) {
    case ValueType::kInteger:
      return "integer";
    case ValueType::kMoney:
      return "float";
    case ValueType::kDate:
      return "date";
    case ValueType::kText:
    case ValueType::kTextList:
      return "string";
    case ValueType::kEnum:
    case ValueType::kEnumList:
      return "enum";
    case ValueType::kId:
      return "id";
    case ValueType::kCustom:
      return "string";
  }
  return "string";
}

bool isList(ValueType type) noexcept {
  return type == ValueType::kTextList || type == ValueType::kEnumList;
}

}  // namespace pannier::segments
