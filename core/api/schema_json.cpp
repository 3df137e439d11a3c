#include "core/api/commands.h"

/// The parameter schema of every command, in the JSON Schema subset that describes our types.
namespace pannier::api {
namespace {

bool endsWith(std::string_view text, std::string_view tail) {
  return text.size() >= tail.size() && text.substr(text.size() - tail.size()) == tail;
}

json::Value schemaOf(const TypeCollector& types, std::string type);

json::Value schemaOfStruct(const TypeCollector& types, const TypeModel& model) {
  json::Value properties = json::Value::object();
  json::Value required = json::Value::array();
  for (const TypeMember& member : model.members) {
    json::Value schema = schemaOf(types, member.type);
    if (!member.doc.empty()) schema.set("description", member.doc);
    properties.set(member.name, std::move(schema));
    if (!member.optional) required.push(member.name);
  }
  json::Value schema = json::Value::object();
  schema.set("type", "object")
      .set("properties", std::move(properties))
      .set("required", std::move(required));
  schema.set("additionalProperties", false);
  return schema;
}

json::Value schemaOf(const TypeCollector& types, std::string type) {
  json::Value schema = json::Value::object();
  if (endsWith(type, " | null")) type.resize(type.size() - 7);
  if (endsWith(type, "[]")) {
    schema.set("type", "array").set("items", schemaOf(types, type.substr(0, type.size() - 2)));
  } else if (type == "Id") {
    schema.set("type", "string").set("format", "uuid");
  } else if (type == "string" || type == "number" || type == "boolean") {
    schema.set("type", type);
  } else if (type.starts_with("Record<")) {
    schema.set("type", "object");
  } else if (const TypeModel* model = types.find(type)) {
    return schemaOfStruct(types, *model);
  }
  return schema;
}

}  // namespace

json::Value describeCommands(const CommandRegistry& registry) {
  json::Value list = json::Value::array();
  for (const auto& [name, entry] : registry.entries()) {
    json::Value reads = json::Value::array();
    for (const registry::EntityNo entity : entry.info.reads)
      reads.push(registry::entity(entity).name);
    json::Value command = json::Value::object();
    command.set("name", name).set("summary", entry.info.summary).set("writes", entry.info.writes);
    command.set("reads", std::move(reads)).set("result", entry.resultType);
    command.set("parameters", schemaOf(registry.types(), entry.parametersType));
    list.push(std::move(command));
  }
  return list;
}

}  // namespace pannier::api
