#include "core/demo/bulk_rows.h"

#include "core/base/check.h"

namespace pannier::demo {

Result<Id> BulkRows::add(registry::EntityNo entity, const NamedValues& values) {
  const Id id = ids_.next();
  PANNIER_TRY(add(entity, id, values));
  return id;
}

Status BulkRows::add(registry::EntityNo number, const Id& id, const NamedValues& values) {
  const registry::Entity& entity = registry::entity(number);
  changes_.clear();
  for (const auto& [name, value] : values) {
    const auto* text = std::get_if<std::string>(&value);
    if (isNull(value) || (text != nullptr && text->empty())) continue;
    const registry::Field* field = registry::findField(entity, name);
    PANNIER_CHECK(field != nullptr);
    changes_.push_back({field->number, value});
  }
  auto made = rows_.insert(entity, id, changes_, nextVersion_());
  PANNIER_TRY(made);
  ++count_;
  return {};
}

}  // namespace pannier::demo
