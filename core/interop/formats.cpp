#include "core/interop/formats.h"

#include <algorithm>

#include "core/base/text.h"

namespace pannier::interop {
namespace {

/// UCI Online Retail and Online Retail II (Chen, doi:10.24432/C5BW33 and C5CG6D).
constexpr std::array kOnlineRetailColumns = std::to_array<Column>({
    {"InvoiceNo|Invoice", true},
    {"StockCode", true},
    {"Description", false},
    {"Quantity", true},
    {"InvoiceDate", true},
    {"UnitPrice|Price", true},
    {"CustomerID", false},
    {"Country", false},
});
static_assert(kOnlineRetailColumns.size() == static_cast<std::size_t>(OnlineRetailColumn::kCount));

/// Orders export of Shopify's admin, all years: columns were only ever added.
constexpr std::array kOrderColumns = std::to_array<Column>({
    {"Name", true},
    {"Created at|Processed at", true},
    {"Lineitem name", true},
    {"Lineitem quantity", true},
    {"Lineitem price", true},
    {"Email"},
    {"Financial Status"},
    {"Fulfillment Status"},
    {"Accepts Marketing|Buyer Accepts Marketing"},
    {"Currency"},
    {"Subtotal"},
    {"Shipping|Shipping line price"},
    {"Taxes|Total Tax"},
    {"Total"},
    {"Discount Code"},
    {"Discount Amount"},
    {"Lineitem sku"},
    {"Lineitem discount"},
    {"Billing Name"},
    {"Billing Address1|Billing Street"},
    {"Billing Address2"},
    {"Billing Company"},
    {"Billing City"},
    {"Billing Zip"},
    {"Billing Province|Billing Province Code"},
    {"Billing Country Code|Billing Country"},
    {"Billing Phone"},
    {"Shipping Name"},
    {"Shipping Address1|Shipping Street"},
    {"Shipping Address2"},
    {"Shipping Company"},
    {"Shipping City"},
    {"Shipping Zip"},
    {"Shipping Province|Shipping Province Code"},
    {"Shipping Country Code|Shipping Country"},
    {"Shipping Phone"},
    {"Cancelled at"},
    {"Refunded Amount"},
    {"Vendor"},
    {"Id"},
    {"Source|Source name"},
    {"Phone"},
});
static_assert(kOrderColumns.size() == static_cast<std::size_t>(OrderColumn::kCount));

/// Customers export of Shopify's admin (2022 to now) and its import template.
constexpr std::array kShopifyCustomerColumns = std::to_array<Column>({
    {"Customer ID|Id"},
    {"First Name", true},
    {"Last Name", true},
    {"Name"},
    {"Email", true},
    {"Phone"},
    {"Default Address Company|Company"},
    {"Default Address Address1|Address1"},
    {"Default Address Address2|Address2"},
    {"Default Address City|City"},
    {"Default Address Province Code|Province Code|Province"},
    {"Default Address Country Code|Country Code"},
    {"Default Address Country|Country"},
    {"Default Address Zip|Zip"},
    {"Default Address Phone"},
    {"Tags"},
    {"Note"},
    {"Accepts Email Marketing|Accepts Marketing"},
    {"Accepts SMS Marketing"},
    {"Language"},
    {"Birth Date"},
    {"Created At"},
});
static_assert(kShopifyCustomerColumns.size() == static_cast<std::size_t>(CustomerColumn::kCount));
constexpr std::array kShopifyCustomerMarks = std::to_array<std::string_view>(
    {"Accepts Email Marketing|Accepts Marketing|Total Spent|Default Address Zip"});

/// Any list of people with headers one can recognise.
constexpr std::array kGenericColumns = std::to_array<Column>({
    {"Customer ID|Id|External ID|Contact ID|Klaviyo ID|Subscriber ID"},
    {"First Name|Given Name|Firstname|Forename|FNAME|Vorname|Prénom"},
    {"Last Name|Surname|Family Name|Lastname|LNAME|Nachname|Nom"},
    {"Name|Full Name|Customer Name|Contact Name"},
    {"Email|E-Mail|Email Address|E-Mail Address|Mail|Customer Email|E-Mail-Adresse|Contact Email"},
    {"Phone|Phone Number|Mobile|Mobile Phone|Telephone|Tel|Telefon|SMS"},
    {"Company|Company Name|Organisation|Organization|Firma"},
    {"Address1|Address|Address Line 1|Street|Street Address|Strasse"},
    {"Address2|Address Line 2|Address 2"},
    {"City|Town|Suburb|Ort|Stadt"},
    {"Region|State|Province|State/Region|County"},
    {"Country Code"},
    {"Country|Country Name|Land"},
    {"Zip|Postcode|Postal Code|Zip Code|ZIP / Postal Code|PLZ"},
    {"Address Phone"},
    {"Tags|Labels"},
    {"Note|Notes|Description|Comment"},
    {"Accepts Email Marketing|Accepts Marketing|Email Marketing|Newsletter|Email Marketing "
     "Consent"},
    {"Accepts SMS Marketing|SMS Marketing|SMS Marketing Consent"},
    {"Language|Locale"},
    {"Birth Date|Date of Birth|Birthday|Geburtsdatum"},
    {"Created At|Created|Date Added|Profile Created On|Signup Date"},
});
static_assert(kGenericColumns.size() == static_cast<std::size_t>(CustomerColumn::kCount));
constexpr std::array kGenericMarks = std::to_array<std::string_view>(
    {"Email|E-Mail|Email Address|E-Mail Address|Mail|Customer Email|E-Mail-Adresse|Contact Email",
     "Phone|Phone Number|Mobile|Mobile Phone|Telephone|Tel|Telefon",
     "Customer ID|External ID|Contact ID"});

constexpr Format kOnlineRetail{
    "online_retail", "Order lines (UCI Online Retail)", "online_retail", kOnlineRetailColumns, {}};
constexpr Format kShopifyOrders{
    "shopify_orders", "Shopify orders export", "shopify", kOrderColumns, {}};
constexpr Format kShopifyCustomers{"shopify_customers", "Shopify customers export", "shopify",
                                   kShopifyCustomerColumns, kShopifyCustomerMarks};
constexpr Format kGenericCustomers{"customers", "Customer list", "csv", kGenericColumns,
                                   kGenericMarks};
constexpr std::array<const Format*, 4> kFormats{&kOnlineRetail, &kShopifyOrders, &kShopifyCustomers,
                                                &kGenericCustomers};

/// The part of `list` before the first '|', which is taken off.
std::string_view takeName(std::string_view& list) noexcept {
  const std::size_t bar = list.find('|');
  const std::string_view name = list.substr(0, bar);
  list = bar == std::string_view::npos ? std::string_view() : list.substr(bar + 1);
  return name;
}

std::vector<std::string> normalised(std::span<const std::string_view> header) {
  std::vector<std::string> names;
  names.reserve(header.size());
  for (const std::string_view each : header) names.push_back(normaliseHeader(each));
  return names;
}

int findAny(const std::vector<std::string>& header, std::string_view names) {
  while (!names.empty()) {
    const std::string wanted = normaliseHeader(takeName(names));
    const auto found = std::find(header.begin(), header.end(), wanted);
    if (found != header.end()) return static_cast<int>(found - header.begin());
  }
  return -1;
}

/// What a file with this header lacks to be of the format, and how many things the format asks for.
struct Fit {
  std::vector<std::string> missing;
  std::size_t asked = 0;
};

Fit fitOf(const Format& format, const std::vector<std::string>& header) {
  Fit fit;
  for (const Column& column : format.columns) {
    if (!column.required) continue;
    ++fit.asked;
    std::string_view names = column.names;
    if (findAny(header, names) < 0) fit.missing.emplace_back(takeName(names));
  }
  if (format.marks.empty()) return fit;
  ++fit.asked;
  const bool marked =
      std::any_of(format.marks.begin(), format.marks.end(),
                  [&](std::string_view names) { return findAny(header, names) >= 0; });
  std::string_view first = format.marks.front();
  if (!marked) fit.missing.emplace_back(takeName(first));
  return fit;
}

}  // namespace

const Format& onlineRetail() noexcept { return kOnlineRetail; }
const Format& shopifyOrders() noexcept { return kShopifyOrders; }
const Format& shopifyCustomers() noexcept { return kShopifyCustomers; }
const Format& genericCustomers() noexcept { return kGenericCustomers; }
std::span<const Format* const> formats() noexcept { return kFormats; }

const Format* findFormat(std::string_view id) noexcept {
  for (const Format* format : kFormats) {
    if (format->id == id) return format;
  }
  return nullptr;
}

std::string normaliseHeader(std::string_view header) {
  std::string out;
  for (const char c : foldText(header)) {
    const auto byte = static_cast<unsigned char>(c);
    const bool kept = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || byte >= 0x80;
    if (kept) out += c;
  }
  return out;
}

ColumnMap::ColumnMap(const Format& format, std::span<const std::string_view> header) {
  const std::vector<std::string> names = normalised(header);
  std::vector<bool> taken(header.size(), false);
  for (const Column& column : format.columns) {
    const int at = findAny(names, column.names);
    where_.push_back(at);
    std::string_view list = column.names;
    names_.emplace_back(at < 0 ? takeName(list) : trim(header[static_cast<std::size_t>(at)]));
    if (at < 0) continue;
    if (!taken[static_cast<std::size_t>(at)]) used_.push_back(static_cast<std::size_t>(at));
    taken[static_cast<std::size_t>(at)] = true;
  }
  for (std::size_t i = 0; i < header.size(); ++i) {
    if (!taken[i]) ignored_.emplace_back(trim(header[i]));
    const auto first = std::find(names.begin(), names.end(), names[i]);
    const bool again = static_cast<std::size_t>(first - names.begin()) < i;
    if (again && !names[i].empty()) repeated_.emplace_back(trim(header[i]));
  }
  missing_ = fitOf(format, names).missing;
}

Recognised recognise(std::span<const std::string_view> header) {
  const std::vector<std::string> names = normalised(header);
  Recognised best;
  double bestShare = 0.5;
  for (const Format* format : kFormats) {
    Fit fit = fitOf(*format, names);
    if (fit.missing.empty()) return {format, {}};
    const double share =
        1.0 - static_cast<double>(fit.missing.size()) / static_cast<double>(fit.asked);
    if (share < bestShare || (best.format != nullptr && share == bestShare)) continue;
    bestShare = share;
    best = {format, std::move(fit.missing)};
  }
  return best;
}

}  // namespace pannier::interop
