#include "core/shop/saved_view_store.h"

#include "core/base/json.h"

namespace pannier::saved_views {
namespace {

/// A damaged list of columns is an empty one: the view then shows the usual columns.
std::vector<std::string> readColumns(std::string_view text) {
  std::vector<std::string> columns;
  const auto parsed = json::parse(text.empty() ? "[]" : text);
  if (!parsed) return columns;
  const json::View view = parsed->view();
  if (!view.isArray()) return columns;
  for (std::size_t i = 0; i < view.size(); ++i) {
    if (view.at(i).isString()) columns.emplace_back(view.at(i).asString());
  }
  return columns;
}

}  // namespace

constexpr std::string_view kList =
    "SELECT id, name, entity, filter, columns, sort, _v FROM saved_view WHERE _cl % 2 = 1 "
    "ORDER BY coalesce(position, 0), pk";

Result<std::vector<SavedView>> list(Database& database) {
  std::vector<SavedView> views;
  Rows rows = database.query(kList);
  while (rows.next()) {
    SavedView view;
    view.id = rows.id(0);
    view.name = rows.text(1);
    view.entity = rows.text(2);
    view.filter = rows.text(3);
    view.columns = readColumns(rows.text(4));
    view.sort = rows.text(5);
    view.version = rows.integer(6);
    views.push_back(std::move(view));
  }
  PANNIER_TRY(rows.status());
  return views;
}

constexpr std::string_view kNextPosition = "SELECT max(position) + 1 FROM saved_view";

Result<std::int64_t> nextPosition(Database& database) { return database.integer(kNextPosition, 1); }

}  // namespace pannier::saved_views
