#pragma once

#include <cstdint>
#include <span>
#include <string_view>

/// Where the demo's customers live and what people there are called. Common names, combined at
/// random: nobody in particular is meant.
namespace pannier::demo {

struct City {
  std::string_view name;
  std::string_view region;  ///< ISO 3166-2
  int weight;
};

struct Country {
  std::string_view code;        ///< ISO 3166-1 alpha-2
  std::string_view language;    ///< ISO 639-1
  std::string_view dialCode;    ///< "+49"
  std::int64_t taxBasisPoints;  ///< of the price without tax
  int weight;                   ///< share of the customers
  std::string_view postalForm;  ///< '#' a digit, '@' a capital letter
  bool numberFirst;             ///< "12 High Street" rather than "Lindenstraße 12"
  std::span<const std::string_view> firstNames;
  std::span<const std::string_view> lastNames;
  std::span<const std::string_view> streets;
  std::span<const City> cities;
};

std::span<const Country> countries() noexcept;

}  // namespace pannier::demo
