#include "sync/pull_query.h"

#include <algorithm>
#include <list>
#include <string>

#include "core/registry/registry.h"
#include "sync/row_meta.h"

namespace pannier::sync {
namespace {

using registry::Entity;

const std::string& changedSince(const Entity& entity) {
  static const auto all = [] {
    std::vector<std::string> list;
    for (const Entity& each : registry::entities()) {
      std::string sql = "SELECT id, _v, _cl";
      for (const registry::Field& field : each.fields) sql.append(", ").append(field.name);
      sql.append(" FROM ").append(each.name).append(" WHERE _v > ? ORDER BY _v LIMIT ?");
      list.push_back(std::move(sql));
    }
    return list;
  }();
  return all[static_cast<std::size_t>(entity.number) - 1];
}

/// The changed rows of one entity, ascending; several of them are merged by version.
class Source {
 public:
  Source(Database& database, const Entity& entity, std::int64_t cursor, std::int64_t limit)
      : entity_(entity), rows_(database.query(changedSince(entity), cursor, limit)) {
    advance();
  }
  [[nodiscard]] bool atEnd() const { return !there_; }
  [[nodiscard]] std::int64_t version() const { return version_; }
  [[nodiscard]] Status status() const { return rows_.status(); }
  void advance() {
    there_ = rows_.next();
    if (there_) version_ = rows_.integer(1);
  }

  Result<PageRow> read(Database& database, std::int64_t cursor) const {
    PageRow row;
    row.entity = static_cast<std::uint16_t>(entity_.number);
    row.row = rows_.id(0);
    row.version = version_;
    row.causalLength = rows_.integer(2);
    PANNIER_ASSIGN(const RowMeta meta, loadRowMeta(database, row.entity, row.row, version_));
    row.whole = meta.base().seq > cursor;
    int column = 3;
    for (const registry::Field& field : entity_.fields) {
      Value value = rows_.value(column++);
      const bool wanted = row.whole ? !isNull(value) : meta.of(field.number).seq > cursor;
      if (wanted) row.fields.push_back({field.number, std::move(value)});
    }
    return row;
  }

 private:
  const Entity& entity_;
  Rows rows_;
  bool there_ = false;
  std::int64_t version_ = 0;
};

std::size_t sizeOf(const PageRow& row) {
  std::size_t size = 32;
  for (const FieldChange& change : row.fields) {
    const auto* text = std::get_if<std::string>(&change.value);
    size += 4 + (text == nullptr ? 10 : text->size() + 3);
  }
  return size;
}

}  // namespace

Result<Page> readPage(Database& database, std::int64_t cursor, std::uint32_t maxRows,
                      std::int64_t head) {
  Page page;
  page.from = cursor;
  page.to = head;
  if (cursor >= head) return page;
  const std::size_t limit = std::clamp<std::uint32_t>(maxRows, 1, kMaxPageRows);
  std::list<Source> sources;
  for (const Entity& entity : registry::entities()) {
    Source& source =
        sources.emplace_back(database, entity, cursor, static_cast<std::int64_t>(limit) + 1);
    PANNIER_TRY(source.status());
    if (source.atEnd()) sources.pop_back();
  }
  for (std::size_t bytes = 0; !sources.empty();) {
    const auto next = std::min_element(
        sources.begin(), sources.end(),
        [](const Source& a, const Source& b) { return a.version() < b.version(); });
    if (page.rows.size() == limit || bytes >= kMaxPageBytes) {
      page.more = true;
      page.to = page.rows.back().version;
      return page;
    }
    PANNIER_ASSIGN(PageRow row, next->read(database, cursor));
    bytes += sizeOf(row);
    page.rows.push_back(std::move(row));
    next->advance();
    PANNIER_TRY(next->status());
    if (next->atEnd()) sources.erase(next);
  }
  return page;
}

}  // namespace pannier::sync
