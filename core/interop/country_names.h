#pragma once

#include <string>
#include <string_view>

namespace pannier::interop {

struct CountryMatch {
  std::string code;  ///< ISO 3166-1 alpha-2; empty for "Unspecified" and the like; the text itself
                     ///< when unknown
  bool known = false;  ///< false: no country of that name is known
};

/// The country a cell names: its code in any case, its English name, or another usual spelling
/// ("EIRE", "RSA", "Deutschland"). "Channel Islands" has no code of its own and becomes that of the
/// larger one, JE.
CountryMatch countryOf(std::string_view text);

}  // namespace pannier::interop
