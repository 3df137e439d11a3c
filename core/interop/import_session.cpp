#include "core/interop/import_session.h"

#include <algorithm>

namespace pannier::interop {
namespace {

using registry::EntityNo;

constexpr std::size_t kKeptExamples = 5;
constexpr std::string_view kShopSettings =
    "SELECT key, value FROM shop_setting WHERE _cl % 2 = 1 AND key IN ('currency', 'time_zone', "
    "'time_zone_transitions')";

std::string_view noticeText(Notice notice) {
  switch (notice) {
    case Notice::kFormulaCell:
      return "cells look like spreadsheet formulas; they were taken as plain text";
    case Notice::kAmbiguousCustomer:
      return "times e-mail, phone and id pointed at different customers; the strongest (e-mail, "
             "then phone, then "
             "id) decided, nothing was merged";
    case Notice::kKeptDifferentValue:
      return "values differ from what the customer already has; those were kept";
    case Notice::kUnusableEmail:
      return "e-mail addresses cannot be right and were left out";
    case Notice::kUnusablePhone:
      return "phone numbers cannot be right and were left out";
    case Notice::kUnknownCountry:
      return "country names are not known and were kept as they stand";
    case Notice::kForeignCurrency:
      return "orders are in another currency than the shop's; they count as orders, their amounts "
             "are not added up";
    case Notice::kStaysUnsubscribed:
      return "customers unsubscribed here, whatever the file says; they stay unsubscribed";
    case Notice::kRepeatedCustomer:
      return "rows describe a customer of an earlier row of this file";
    case Notice::kScatteredOrder:
      return "orders go on after rows of other orders; their lines were put together";
    case Notice::kCount:
      break;
  }
  return "";
}

std::string listed(const std::vector<std::int64_t>& lines, bool more) {
  std::string text = lines.size() == 1 && !more ? "line " : "lines ";
  for (std::size_t i = 0; i < lines.size(); ++i)
    text += (i == 0 ? "" : ", ") + std::to_string(lines[i]);
  return more ? text + ", …" : text;
}

}  // namespace

Status ImportSession::readShop() {
  startedAt_ = context_->nowMs();
  std::string name;
  std::string transitions;
  Rows rows = database().query(kShopSettings);
  while (rows.next()) {
    const std::string_view key = rows.text(0);
    if (key == "currency")
      currency_ = rows.text(1);
    else if (key == "time_zone")
      name = rows.text(1);
    else
      transitions = rows.text(1);
  }
  PANNIER_TRY(rows.status());
  PANNIER_ASSIGN(zone_, TimeZone::fromJson(name.empty() ? "UTC" : name, transitions));
  return {};
}

Writer& ImportSession::writer() {
  Writer& writer = context_->writer();
  writer.setGroup(run_);
  return writer;
}

Result<std::optional<StoredRow>> ImportSession::readLive(EntityNo entity, const Id& id) {
  PANNIER_ASSIGN(std::optional<StoredRow> row, context_->rows().read(registry::entity(entity), id));
  if (row && !row->isLive()) row.reset();
  return row;
}

Result<bool> ImportSession::isLive(EntityNo entity, const Id& id) {
  PANNIER_ASSIGN(const std::optional<StoredRow> row, readLive(entity, id));
  return row.has_value();
}

Status ImportSession::put(EntityNo entity, const Id& id, const NamedValues& values) {
  if (dryRun_) return {};
  PANNIER_TRY(makeRoom(1));
  PANNIER_TRY(writer().putNew(entity, id, values));
  return {};
}

Status ImportSession::patch(EntityNo entity, const Id& id, const NamedValues& values) {
  if (dryRun_ || values.empty()) return {};
  PANNIER_TRY(makeRoom(1));
  return writer().patch(entity, id, values);
}

Status ImportSession::makeRoom(std::size_t ops) {
  // One op is kept free for the counts of the run; a revived row takes two.
  const std::size_t wanted = std::min(ops + 2, kMaxOpsPerCommit);
  if (dryRun_ || writer().opCount() == 0 || writer().opCount() + wanted <= kMaxOpsPerCommit)
    return {};
  return commit();
}

Status ImportSession::commit() {
  if (dryRun_ || (writer().opCount() == 0 && counts == committed_)) return {};
  // With nothing written there is nothing to take back: the counts alone stay outside the group.
  Writer& open = writer();
  if (open.opCount() == 0) open.setGroup({});
  PANNIER_TRY(open.patch(EntityNo::kImportRun, run_, runCounts(counts)));
  PANNIER_TRY(context_->commit());
  committed_ = counts;
  return {};
}

void ImportSession::reject(std::int64_t line, std::string column, std::string reason) {
  ++counts.rowsRejected;
  if (rejected_.size() < kKeptRejections)
    rejected_.push_back({line, std::move(column), std::move(reason)});
}

void ImportSession::note(Notice notice, std::int64_t line, std::string_view example) {
  Noted& noted = noted_[static_cast<std::size_t>(notice)];
  ++noted.count;
  if (noted.lines.size() < kKeptExamples && (noted.lines.empty() || noted.lines.back() != line)) {
    noted.lines.push_back(line);
  }
  if (example.empty() || noted.examples.size() >= kKeptExamples) return;
  if (std::find(noted.examples.begin(), noted.examples.end(), example) == noted.examples.end()) {
    noted.examples.emplace_back(example);
  }
}

std::vector<std::string> ImportSession::warnings() const {
  std::vector<std::string> list = warnings_;
  for (std::size_t i = 0; i < noted_.size(); ++i) {
    const Noted& noted = noted_[i];
    if (noted.count == 0) continue;
    std::string text =
        std::to_string(noted.count) + " " + std::string(noticeText(static_cast<Notice>(i)));
    if (!noted.examples.empty()) {
      text += ": ";
      for (std::size_t e = 0; e < noted.examples.size(); ++e)
        text += (e == 0 ? "" : ", ") + noted.examples[e];
    }
    const bool more = noted.count > static_cast<std::int64_t>(noted.lines.size());
    list.push_back(text + " (" + listed(noted.lines, more) + ").");
  }
  return list;
}

NamedValues runCounts(const ImportCounts& counts) {
  return {{"rows_read", counts.rowsRead},         {"rows_rejected", counts.rowsRejected},
          {"customers_new", counts.customersNew}, {"customers_matched", counts.customersMatched},
          {"orders_new", counts.ordersNew},       {"orders_matched", counts.ordersMatched},
          {"lines_new", counts.linesNew}};
}

}  // namespace pannier::interop
