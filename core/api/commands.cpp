#include "core/api/commands.h"

namespace pannier::api {

CommandContext::CommandContext(RowStore& rows, ChangeSink& sink, IdSource& ids,
                               const Environment& environment, Caller caller)
    : rows_(rows), sink_(sink), ids_(ids), environment_(environment), caller_(std::move(caller)) {}

Writer& CommandContext::writer() {
  if (!writer_) writer_.emplace(rows_, sink_, ids_, environment_);
  return *writer_;
}

Result<std::optional<std::int64_t>> CommandContext::commit() {
  if (!writer_) return std::optional<std::int64_t>{};
  auto result = writer_->commit();
  writer_.reset();
  return result;
}

const CommandRegistry::Entry* CommandRegistry::find(std::string_view name) const noexcept {
  const auto it = entries_.find(name);
  return it == entries_.end() ? nullptr : &it->second;
}

void CommandRegistry::insert(CommandInfo info, Entry entry) {
  std::string name = info.name;
  entry.info = std::move(info);
  const bool inserted = entries_.emplace(std::move(name), std::move(entry)).second;
  PANNIER_CHECK(inserted);
}

const TypeModel* TypeCollector::find(std::string_view name) const noexcept {
  for (const TypeModel& model : models_) {
    if (model.name == name) return &model;
  }
  return nullptr;
}

}  // namespace pannier::api
