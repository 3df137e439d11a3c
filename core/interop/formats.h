#pragma once

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// The kinds of file that can be imported, and how to tell them by the names of their columns.
namespace pannier::interop {

/// One column of a format. Headers are compared as normaliseHeader writes them.
struct Column {
  std::string_view
      names;  ///< the headers it may have, joined by '|'; the first one is its usual name
  bool required = false;
};

struct Format {
  std::string_view id;      ///< what commands call it; stable
  std::string_view label;   ///< for people
  std::string_view system;  ///< whose ids the ids in it are (customer_identity.system)
  std::span<const Column> columns;
  /// Beyond the required columns a header of at least one of these lists (joined by "|") must be
  /// there; empty: no such rule. They tell kinds apart that require little.
  std::span<const std::string_view> marks;
};

// Positions in the `columns` of each format.

enum class OnlineRetailColumn : std::size_t {
  kInvoice,
  kStockCode,
  kDescription,
  kQuantity,
  kDate,
  kPrice,
  kCustomer,
  kCountry,
  kCount
};
enum class OrderColumn : std::size_t {
  kName,
  kCreatedAt,
  kLineName,
  kLineQuantity,
  kLinePrice,
  kEmail,
  kFinancialStatus,
  kFulfillmentStatus,
  kAcceptsMarketing,
  kCurrency,
  kSubtotal,
  kShipping,
  kTaxes,
  kTotal,
  kDiscountCode,
  kDiscountAmount,
  kLineSku,
  kLineDiscount,
  kBillingName,
  kBillingAddress1,
  kBillingAddress2,
  kBillingCompany,
  kBillingCity,
  kBillingZip,
  kBillingProvince,
  kBillingCountry,
  kBillingPhone,
  kShippingName,
  kShippingAddress1,
  kShippingAddress2,
  kShippingCompany,
  kShippingCity,
  kShippingZip,
  kShippingProvince,
  kShippingCountry,
  kShippingPhone,
  kCancelledAt,
  kRefundedAmount,
  kVendor,
  kId,
  kSource,
  kPhone,
  kCount
};
enum class CustomerColumn : std::size_t {
  kId,
  kFirstName,
  kLastName,
  kName,
  kEmail,
  kPhone,
  kCompany,
  kAddress1,
  kAddress2,
  kCity,
  kRegion,
  kCountry,
  kCountryName,
  kZip,
  kAddressPhone,
  kTags,
  kNote,
  kAcceptsEmail,
  kAcceptsSms,
  kLanguage,
  kBirthDate,
  kCreatedAt,
  kCount
};

const Format& onlineRetail() noexcept;
const Format& shopifyOrders() noexcept;
const Format& shopifyCustomers() noexcept;
const Format& genericCustomers() noexcept;
/// Most specific first.
std::span<const Format* const> formats() noexcept;
/// nullptr when there is none of that id.
const Format* findFormat(std::string_view id) noexcept;

/// Lower case, without accents, only letters and digits: "Accepts Email Marketing" and
/// "accepts_email_marketing" are both "acceptsemailmarketing".
std::string normaliseHeader(std::string_view header);

/// Where the columns of a format stand in one file.
class ColumnMap {
 public:
  ColumnMap(const Format& format, std::span<const std::string_view> header);

  /// Index in the row of a column of the format; -1 when the file does not have it.
  template <class C>
  [[nodiscard]] int index(C column) const noexcept {
    return where_[static_cast<std::size_t>(column)];
  }
  /// The cell of a column; empty when the file does not have it.
  template <class C>
  [[nodiscard]] std::string_view cell(std::span<const std::string_view> cells,
                                      C column) const noexcept {
    const int at = index(column);
    return at < 0 ? std::string_view() : cells[static_cast<std::size_t>(at)];
  }
  /// The header of a column as the file spells it; its usual name when absent.
  template <class C>
  [[nodiscard]] const std::string& name(C column) const noexcept {
    return names_[static_cast<std::size_t>(column)];
  }
  /// Indexes in the row of all columns that are used.
  [[nodiscard]] const std::vector<std::size_t>& used() const noexcept { return used_; }
  /// Usual names of required columns that are not there.
  [[nodiscard]] const std::vector<std::string>& missing() const noexcept { return missing_; }
  /// Headers of the file that nothing is taken from, and headers that stand there twice.
  [[nodiscard]] const std::vector<std::string>& ignored() const noexcept { return ignored_; }
  [[nodiscard]] const std::vector<std::string>& repeated() const noexcept { return repeated_; }

 private:
  std::vector<int> where_;
  std::vector<std::string> names_;
  std::vector<std::size_t> used_;
  std::vector<std::string> missing_;
  std::vector<std::string> ignored_;
  std::vector<std::string> repeated_;
};

struct Recognised {
  const Format* format = nullptr;    ///< the best fit; nullptr when nothing fits at all
  std::vector<std::string> missing;  ///< what it lacks; empty = can be imported
};

/// The format whose required columns are all there (the most specific of several), else the one
/// that lacks least when at least half of it is there.
Recognised recognise(std::span<const std::string_view> header);

}  // namespace pannier::interop
