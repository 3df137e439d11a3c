#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// What the demo shop sells: things for outdoors, coffee and the home. Prices in euro cents without
/// tax.
namespace pannier::demo {

struct DemoVariant {
  std::string title;
  std::string sku;
  std::int64_t price = 0;
};

struct DemoProduct {
  std::string title;
  std::string_view vendor;
  std::string_view category;
  std::string_view tags;  ///< comma separated
  bool isCoffee = false;
  bool isArchived = false;
  std::vector<DemoVariant> variants;  ///< never empty
};

/// The same list every time.
std::vector<DemoProduct> makeProducts();

}  // namespace pannier::demo
