#include "sync/tx.h"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>

namespace pannier::sync {
namespace {

std::string spaced(std::string_view name) {
  std::string text(name);
  std::replace(text.begin(), text.end(), '_', ' ');
  return text;
}

std::string_view verbOf(OpKind kind) {
  switch (kind) {
    case OpKind::kPut:
      return "new ";
    case OpKind::kDelete:
      return "deleted ";
    case OpKind::kRestore:
      return "restored ";
    case OpKind::kPatch:
      break;
  }
  return "";
}

}  // namespace

Id hashOf(std::span<const std::uint8_t> body) noexcept {
  return deriveId(
      {"tx", std::string_view(reinterpret_cast<const char*>(body.data()), body.size())});
}

std::size_t wireSize(const WireOp& op) noexcept {
  std::size_t size = 32;
  for (const FieldChange& change : op.fields) {
    const auto* text = std::get_if<std::string>(&change.value);
    size += 4 + (text == nullptr ? 16 : text->size() + 5);
  }
  return size;
}

std::string summarise(const TxBody& body) {
  std::map<std::string, std::pair<int, std::set<std::string>>> parts;
  for (const WireOp& op : body.ops) {
    const registry::Entity* entity = registry::findEntity(op.entity);
    if (entity == nullptr) continue;
    auto& [count, names] = parts[std::string(verbOf(op.kind)) + spaced(entity->name)];
    ++count;
    if (op.kind != OpKind::kPatch) continue;
    for (const FieldChange& change : op.fields) {
      if (const registry::Field* field = registry::findField(*entity, change.field))
        names.insert(spaced(field->name));
    }
  }
  std::string text;
  for (const auto& [what, part] : parts) {
    if (text.size() > 400) return text + "; …";
    if (!text.empty()) text += "; ";
    text += what;
    if (part.first > 1) text += " ×" + std::to_string(part.first);
    std::string list;
    for (const std::string& name : part.second) list += (list.empty() ? ": " : ", ") + name;
    text += list;
  }
  return text;
}

std::vector<const registry::Field*> registerOf(const registry::Entity& entity,
                                               const registry::Field& field) {
  std::vector<const registry::Field*> fields;
  if (field.merge != registry::MergeClass::kLwwGroup) return {&field};
  for (const registry::Field& each : entity.fields) {
    if (each.merge == registry::MergeClass::kLwwGroup && each.group == field.group)
      fields.push_back(&each);
  }
  return fields;
}

}  // namespace pannier::sync
