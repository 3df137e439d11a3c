#include "core/shop/saved_view_commands.h"

#include "core/shop/saved_view_store.h"

namespace pannier {
namespace {

using registry::EntityNo;

constexpr std::size_t kMaxColumns = 50;
constexpr std::size_t kMaxColumnNameBytes = 100;

struct SavedViewsListResult {
  static constexpr std::string_view kName = "SavedViewsListResult";
  std::vector<SavedView> views;

  template <class V>
  static void describe(V& v) {
    v.field("views", &SavedViewsListResult::views);
  }
};

struct SavedViewsSaveParams {
  static constexpr std::string_view kName = "SavedViewsSaveParams";
  std::optional<Id> id;
  std::string name;
  std::string entity;
  std::string filter;
  std::vector<std::string> columns;
  std::string sort;

  template <class V>
  static void describe(V& v) {
    v.optional("id", &SavedViewsSaveParams::id, "none = a new view");
    v.required("name", &SavedViewsSaveParams::name);
    v.required("entity", &SavedViewsSaveParams::entity, "what it lists: customer");
    v.required("filter", &SavedViewsSaveParams::filter, "a segment query; empty = everything");
    v.required("columns", &SavedViewsSaveParams::columns);
    v.required("sort", &SavedViewsSaveParams::sort, "a column; '-' before it = descending");
  }
};

Status check(const SavedViewsSaveParams& params) {
  if (registry::findEntity(params.entity) == nullptr) {
    return makeError(ErrorCode::kInvalidArgument, "There are no lists of '" + params.entity + "'.",
                     "entity");
  }
  if (params.columns.size() > kMaxColumns) {
    return makeError(ErrorCode::kTooLarge, "A view has at most 50 columns.", "columns");
  }
  for (const std::string& column : params.columns) {
    if (column.empty() || column.size() > kMaxColumnNameBytes) {
      return makeError(ErrorCode::kInvalidArgument, "A column's name has 1 to 100 characters.",
                       "columns");
    }
  }
  return {};
}

Result<api::IdResult> save(api::CommandContext& context, const SavedViewsSaveParams& params) {
  PANNIER_TRY(check(params));
  json::Value columns = json::Value::array();
  for (const std::string& column : params.columns) columns.push(column);
  NamedValues values{{"name", params.name},
                     {"filter", params.filter},
                     {"columns", columns.dump()},
                     {"sort", params.sort}};
  if (params.id) {
    values.emplace_back("entity", params.entity);
    PANNIER_TRY(context.writer().patch(EntityNo::kSavedView, *params.id, values));
    return api::IdResult{*params.id};
  }
  PANNIER_ASSIGN(const std::int64_t position, saved_views::nextPosition(context.database()));
  values.emplace_back("entity", params.entity);
  values.emplace_back("position", position);
  PANNIER_ASSIGN(const Id id, context.writer().create(EntityNo::kSavedView, values));
  return api::IdResult{id};
}

Result<api::Empty> remove(api::CommandContext& context, const api::IdParams& params) {
  PANNIER_TRY(context.writer().remove(EntityNo::kSavedView, params.id));
  return api::Empty{};
}

Result<SavedViewsListResult> list(api::CommandContext& context, const api::Empty&) {
  SavedViewsListResult result;
  PANNIER_ASSIGN(result.views, saved_views::list(context.database()));
  return result;
}

}  // namespace

void registerSavedViewCommands(api::CommandRegistry& registry) {
  registry.add<api::Empty, SavedViewsListResult>(
      {"saved_views.list", "Lists as people arranged them.", {EntityNo::kSavedView}, false}, list);
  registry.add<SavedViewsSaveParams, api::IdResult>(
      {"saved_views.save", "Saves a list's filter, columns and order under a name.", {}, true},
      save);
  registry.add<api::IdParams, api::Empty>(
      {"saved_views.remove", "Puts a saved view into the bin.", {}, true}, remove);
}

}  // namespace pannier
