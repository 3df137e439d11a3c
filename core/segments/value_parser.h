#pragma once

#include <string>
#include <string_view>

#include "core/segments/catalogue.h"
#include "core/segments/cursor.h"

namespace pannier::segments {

/// What a value is for: whose name stands in messages, and what it must be.
struct ValueSlot {
  std::string name;
  ValueType type;
  std::string_view values = {};                   ///< of an enum, joined by '|'
  Attribute attribute = Attribute::kCustomField;  ///< for rules of single attributes
};

/// Reads one value of the slot's type. Errors say how such a value is written.
Result<Literal> parseValue(Cursor& cursor, const ValueSlot& slot);

}  // namespace pannier::segments
