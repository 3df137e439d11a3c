#include "core/history/history_commands.h"

#include "core/storage/undo_log.h"

namespace pannier {
namespace {

struct ChangesUndoParams {
  static constexpr std::string_view kName = "ChangesUndoParams";
  std::int64_t transaction = 0;

  template <class V>
  static void describe(V& v) {
    v.required("transaction", &ChangesUndoParams::transaction,
               "the number the writing command was answered with");
  }
};

struct ChangesUndoKept {
  static constexpr std::string_view kName = "ChangesUndoKept";
  std::string entity;
  Id rowId;
  std::string field;
  std::string reason;

  template <class V>
  static void describe(V& v) {
    v.field("entity", &ChangesUndoKept::entity);
    v.field("row_id", &ChangesUndoKept::rowId);
    v.field("field", &ChangesUndoKept::field);
    v.field("reason", &ChangesUndoKept::reason);
  }
};

struct ChangesUndoResult {
  static constexpr std::string_view kName = "ChangesUndoResult";
  std::int64_t undone = 0;
  std::vector<ChangesUndoKept> kept;

  template <class V>
  static void describe(V& v) {
    v.field("undone", &ChangesUndoResult::undone, "rows taken away or brought back");
    v.field("kept", &ChangesUndoResult::kept, "what was changed since and stays");
  }
};

Result<ChangesUndoResult> undo(api::CommandContext& context, const ChangesUndoParams& params) {
  PANNIER_ASSIGN(UndoReport report, undo_log::undo(context.writer(), params.transaction));
  ChangesUndoResult result;
  result.undone = report.removed + report.restored;
  result.kept.reserve(report.kept.size());
  for (KeptChange& kept : report.kept) {
    result.kept.push_back(
        {std::move(kept.entity), kept.row, std::move(kept.field), std::move(kept.reason)});
  }
  return result;
}

}  // namespace

void registerHistoryCommands(api::CommandRegistry& registry) {
  registry.add<ChangesUndoParams, ChangesUndoResult>(
      {"changes.undo", "Takes one earlier change back, except what was changed since.", {}, true},
      undo);
}

}  // namespace pannier
