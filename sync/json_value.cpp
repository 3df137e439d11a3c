#include "sync/json_value.h"

#include "sync/tx.h"

namespace pannier::sync {

using registry::Field;
using registry::FieldType;

json::Value valueToJson(const Field& field, const Value& value) {
  if (const auto* integer = std::get_if<std::int64_t>(&value)) {
    if (field.type == FieldType::kBoolean) return {*integer != 0};
    return {*integer};
  }
  if (const auto* real = std::get_if<double>(&value)) return {*real};
  if (const auto* text = std::get_if<std::string>(&value)) return {*text};
  if (const auto* id = std::get_if<Id>(&value)) return {formatId(*id)};
  return {};
}

Result<Value> valueFromJson(const Field& field, json::View view) {
  Value value;
  bool readable = true;
  switch (view.kind()) {
    case json::Kind::kNull:
      break;
    case json::Kind::kBool:
      value.emplace<std::int64_t>(view.asBool() ? 1 : 0);
      break;
    case json::Kind::kInteger:
      if (field.type == FieldType::kReal)
        value.emplace<double>(view.asReal());
      else
        value.emplace<std::int64_t>(view.asInteger());
      break;
    case json::Kind::kReal:
      value.emplace<double>(view.asReal());
      break;
    case json::Kind::kString: {
      if (field.type != FieldType::kId) {
        value = textOrNull(std::string(view.asString()));
        break;
      }
      const auto id = parseId(view.asString());
      if (id)
        value.emplace<Id>(*id);
      else
        readable = false;
      break;
    }
    case json::Kind::kArray:
    case json::Kind::kObject:
      readable = false;
      break;
  }
  if (readable) return value;
  return makeError(ErrorCode::kInvalidArgument,
                   "The kept value of " + std::string(field.name) + " cannot be read.");
}

std::string registerToJson(std::span<const Field* const> fields, std::span<const Value> values) {
  if (fields.size() == 1) return valueToJson(*fields[0], values[0]).dump();
  json::Value object = json::Value::object();
  for (std::size_t i = 0; i < fields.size(); ++i)
    object.set(fields[i]->name, valueToJson(*fields[i], values[i]));
  return object.dump();
}

Result<std::vector<FieldChange>> registerFromJson(const registry::Entity& entity,
                                                  const Field& named, std::string_view text) {
  PANNIER_ASSIGN(const json::Value document, json::parse(text));
  const json::View view = document.view();
  const std::vector<const Field*> fields = registerOf(entity, named);
  std::vector<FieldChange> changes;
  if (fields.size() == 1 || !view.isObject()) {
    PANNIER_ASSIGN(Value value, valueFromJson(named, view));
    changes.push_back({named.number, std::move(value)});
    return changes;
  }
  for (const Field* field : fields) {
    if (!view.has(field->name)) continue;
    PANNIER_ASSIGN(Value value, valueFromJson(*field, view.find(field->name)));
    changes.push_back({field->number, std::move(value)});
  }
  return changes;
}

}  // namespace pannier::sync
