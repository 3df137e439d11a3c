#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/base/id.h"
#include "core/base/result.h"
#include "core/storage/database.h"

namespace pannier {

/// A list as somebody arranged it: filter, columns, order.
struct SavedView {
  static constexpr std::string_view kName = "SavedView";
  Id id;
  std::string name;
  std::string entity;  ///< what it lists: "customer"
  std::string filter;  ///< a segment query; empty = everything
  std::vector<std::string> columns;
  std::string sort;  ///< a column, '-' before it for descending
  std::int64_t version = 0;

  template <class V>
  static void describe(V& v) {
    v.field("id", &SavedView::id);
    v.field("name", &SavedView::name);
    v.field("entity", &SavedView::entity);
    v.field("filter", &SavedView::filter, "a segment query");
    v.field("columns", &SavedView::columns);
    v.field("sort", &SavedView::sort, "a column; '-' before it = descending");
    v.field("version", &SavedView::version);
  }
};

namespace saved_views {

/// All of them, in the order people made them.
Result<std::vector<SavedView>> list(Database& database);
/// The position a new one gets: after all others.
Result<std::int64_t> nextPosition(Database& database);

}  // namespace saved_views
}  // namespace pannier
