#pragma once

#include <optional>
#include <string>

#include "core/interop/import_session.h"

namespace pannier::interop {

struct ProductFacts {
  std::string_view system;
  std::string_view sku;           ///< empty = none
  std::string_view title;         ///< may be empty when there is a sku
  std::string_view variantTitle;  ///< empty = the product's only form
  std::string_view vendor;
  std::int64_t price = 0;  ///< minor units
  /// Codes like those of Online Retail are one product each; else variants of one title are one
  /// product.
  bool productPerSku = false;
};

struct ProductRef {
  Id product;
  Id variant;
};

/// Finds products and variants by sku, then by title, or makes them. Reads the whole catalogue
/// once; it is small next to the orders.
class Catalogue {
 public:
  explicit Catalogue(ImportSession& session) : session_(session) {}

  Result<ProductRef> resolve(const ProductFacts& facts);

 private:
  struct Entry {
    ProductRef ref;
    bool untitled = false;  ///< the title is only the sku so far
  };

  Status load();
  Result<ProductRef> make(const ProductFacts& facts, std::string_view title,
                          const std::string& titleKey);
  Status giveTitle(Entry& entry, std::string_view title);

  ImportSession& session_;
  bool loaded_ = false;
  TextMap<Entry> bySku_;
  TextMap<Id> byTitle_;            ///< folded title -> product
  TextMap<ProductRef> byVariant_;  ///< product and variant title, for lines without a sku
};

}  // namespace pannier::interop
