#include "core/shop/custom_field_commands.h"

#include "core/base/text.h"
#include "core/shop/custom_field_store.h"

namespace pannier {
namespace {

using registry::EntityNo;

struct CustomFieldsListResult {
  static constexpr std::string_view kName = "CustomFieldsListResult";
  std::vector<CustomField> fields;

  template <class V>
  static void describe(V& v) {
    v.field("fields", &CustomFieldsListResult::fields);
  }
};

struct CustomFieldsDeclareParams {
  static constexpr std::string_view kName = "CustomFieldsDeclareParams";
  std::string entity;
  std::string nameSpace;
  std::string key;
  std::string type;
  std::string name;

  template <class V>
  static void describe(V& v) {
    v.required("entity", &CustomFieldsDeclareParams::entity, "customer, product or sales_order");
    v.required("namespace", &CustomFieldsDeclareParams::nameSpace, "a-z 0-9 _");
    v.required("key", &CustomFieldsDeclareParams::key, "a-z 0-9 _");
    v.required("type", &CustomFieldsDeclareParams::type, "text number date boolean");
    v.required("name", &CustomFieldsDeclareParams::name, "what people read");
  }
};

struct CustomFieldsSetParams {
  static constexpr std::string_view kName = "CustomFieldsSetParams";
  Id ownerId;
  Id customFieldId;
  std::string value;
  std::optional<std::int64_t> baseVersion;

  template <class V>
  static void describe(V& v) {
    v.required("owner_id", &CustomFieldsSetParams::ownerId, "the customer, product or order");
    v.required("custom_field_id", &CustomFieldsSetParams::customFieldId);
    v.required("value", &CustomFieldsSetParams::value, "empty = no value");
    v.optional("base_version", &CustomFieldsSetParams::baseVersion);
  }
};

bool mayHaveFields(std::string_view entity) {
  return entity == "customer" || entity == "product" || entity == "sales_order";
}

Status checkDeclaration(const CustomFieldsDeclareParams& params) {
  if (!mayHaveFields(params.entity)) {
    return makeError(
        ErrorCode::kInvalidArgument,
        "Custom fields belong to customer, product or sales_order, not to '" + params.entity + "'.",
        "entity");
  }
  for (const auto& [name, text] :
       {std::pair<std::string, const std::string&>{"namespace", params.nameSpace},
        std::pair<std::string, const std::string&>{"key", params.key}}) {
    if (custom_fields::isIdentifier(text)) continue;
    return makeError(ErrorCode::kInvalidArgument,
                     name + " must have 1 to 64 of a-z, 0-9 and _, beginning with a letter.", name);
  }
  if (trim(params.name).empty()) {
    return makeError(ErrorCode::kInvalidArgument, "A custom field needs a name for people.",
                     "name");
  }
  return {};
}

Result<api::IdResult> declare(api::CommandContext& context,
                              const CustomFieldsDeclareParams& params) {
  PANNIER_TRY(checkDeclaration(params));
  const Id id = custom_fields::fieldId(params.entity, params.nameSpace, params.key);
  PANNIER_ASSIGN(const std::optional<StoredRow> row,
                 context.rows().read(registry::entity(EntityNo::kCustomField), id));
  if (row && row->field(registry::entity(EntityNo::kCustomField), "type") != Value{params.type}) {
    return makeError(ErrorCode::kConflict,
                     params.nameSpace + "." + params.key +
                         " is declared already, with another type; a type cannot be changed.",
                     "type");
  }
  auto made = context.writer().put(EntityNo::kCustomField, id,
                                   {{"entity", params.entity},
                                    {"namespace", params.nameSpace},
                                    {"key", params.key},
                                    {"type", params.type},
                                    {"name", params.name}});
  PANNIER_TRY(made);
  return api::IdResult{id};
}

Status checkOwner(api::CommandContext& context, const CustomField& field, const Id& owner) {
  const registry::Entity* entity = registry::findEntity(field.entity);
  std::optional<StoredRow> row;
  if (entity != nullptr) {
    PANNIER_ASSIGN(row, context.rows().read(*entity, owner));
  }
  if (row && row->isLive()) return {};
  return makeError(ErrorCode::kNotFound,
                   "There is no " + field.entity + " with id " + formatId(owner) + ".", "owner_id");
}

Status write(api::CommandContext& context, const CustomFieldsSetParams& params,
             const std::optional<StoredRow>& row, const std::string& value) {
  const Id id = custom_fields::valueId(params.ownerId, params.customFieldId);
  if (row && row->isLive()) {
    return context.writer().patch(EntityNo::kCustomFieldValue, id, {{"value", value}},
                                  params.baseVersion);
  }
  auto made = context.writer().put(
      EntityNo::kCustomFieldValue, id,
      {{"custom_field_id", params.customFieldId}, {"owner_id", params.ownerId}, {"value", value}});
  PANNIER_TRY(made);
  return {};
}

Result<api::Empty> set(api::CommandContext& context, const CustomFieldsSetParams& params) {
  PANNIER_ASSIGN(const std::optional<CustomField> field,
                 custom_fields::find(context.database(), params.customFieldId));
  if (!field) {
    return makeError(ErrorCode::kNotFound,
                     "There is no custom field with id " + formatId(params.customFieldId) + ".",
                     "custom_field_id");
  }
  PANNIER_TRY(checkOwner(context, *field, params.ownerId));
  const Id id = custom_fields::valueId(params.ownerId, params.customFieldId);
  PANNIER_ASSIGN(const std::optional<StoredRow> row,
                 context.rows().read(registry::entity(EntityNo::kCustomFieldValue), id));
  std::string value;
  if (!trim(params.value).empty()) {
    PANNIER_ASSIGN(value, custom_fields::canonicalValue(*field, params.value));
  } else if (!row) {
    return api::Empty{};
  }
  PANNIER_TRY(write(context, params, row, value));
  return api::Empty{};
}

Result<CustomFieldsListResult> list(api::CommandContext& context, const api::Empty&) {
  CustomFieldsListResult result;
  PANNIER_ASSIGN(result.fields, custom_fields::list(context.database()));
  return result;
}

}  // namespace

void registerCustomFieldCommands(api::CommandRegistry& registry) {
  registry.add<api::Empty, CustomFieldsListResult>(
      {"custom_fields.list", "Every field the shop added.", {EntityNo::kCustomField}, false}, list);
  registry.add<CustomFieldsDeclareParams, api::IdResult>(
      {"custom_fields.declare", "Adds a field to customers, products or orders.", {}, true},
      declare);
  registry.add<CustomFieldsSetParams, api::Empty>(
      {"custom_fields.set", "Sets or clears the value of a custom field.", {}, true}, set);
}

}  // namespace pannier
