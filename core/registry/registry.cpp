#include "core/registry/registry.h"

#include "core/base/check.h"
#include "core/registry/tables.h"

namespace pannier::registry {
namespace {

using tables::kEntities;

/// Entity numbers are 1, 2, 3, … and field numbers ascend, so that lookups are an index.
constexpr bool isWellFormed() {
  std::uint16_t expected = 1;
  for (const Entity& entity : kEntities) {
    if (static_cast<std::uint16_t>(entity.number) != expected++) return false;
    std::uint16_t last = 0;
    for (const Field& field : entity.fields) {
      if (field.number <= last || field.name.empty()) return false;
      last = field.number;
      if (field.type == FieldType::kEnum && field.reference.empty()) return false;
      if ((field.merge == MergeClass::kLwwGroup) != (field.group != 0)) return false;
    }
  }
  return true;
}
static_assert(isWellFormed());

}  // namespace

std::span<const Entity> entities() noexcept { return kEntities; }

const Entity* findEntity(std::uint16_t number) noexcept {
  return number >= 1 && number <= kEntities.size() ? &kEntities[number - 1U] : nullptr;
}

const Entity* findEntity(std::string_view name) noexcept {
  for (const Entity& entity : kEntities) {
    if (entity.name == name) return &entity;
  }
  return nullptr;
}

const Entity& entity(EntityNo number) noexcept {
  const Entity* found = findEntity(static_cast<std::uint16_t>(number));
  PANNIER_CHECK(found != nullptr);
  return *found;
}

const Field* findField(const Entity& entity, std::uint16_t number) noexcept {
  for (const Field& field : entity.fields) {
    if (field.number == number) return &field;
  }
  return nullptr;
}

const Field* findField(const Entity& entity, std::string_view name) noexcept {
  for (const Field& field : entity.fields) {
    if (field.name == name) return &field;
  }
  return nullptr;
}

}  // namespace pannier::registry
