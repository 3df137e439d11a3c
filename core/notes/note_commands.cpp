#include "core/notes/note_commands.h"

#include "core/base/text.h"

namespace pannier {
namespace {

using registry::EntityNo;

struct NotesSaveParams {
  static constexpr std::string_view kName = "NotesSaveParams";
  Id customerId;
  std::optional<Id> id;
  std::string body;
  std::optional<std::int64_t> baseVersion;
  bool coalesce = false;

  template <class V>
  static void describe(V& v) {
    v.required("customer_id", &NotesSaveParams::customerId);
    v.optional("id", &NotesSaveParams::id, "none = a new note");
    v.required("body", &NotesSaveParams::body);
    v.optional("base_version", &NotesSaveParams::baseVersion,
               "the note's version when it was shown");
    v.optional("coalesce", &NotesSaveParams::coalesce,
               "typing goes on: undone and sent together with the previous save of this note");
  }
};

constexpr std::string_view kIsCustomer = "SELECT 1 FROM customer WHERE id = ? AND _cl % 2 = 1";
constexpr std::string_view kIsNoteOf =
    "SELECT 1 FROM note WHERE id = ? AND customer_id = ? AND _cl % 2 = 1";

Result<api::IdResult> change(api::CommandContext& context, const NotesSaveParams& params) {
  PANNIER_ASSIGN(const std::int64_t known,
                 context.database().integer(kIsNoteOf, 0, *params.id, params.customerId));
  if (known == 0) {
    return makeError(ErrorCode::kNotFound,
                     "This customer has no note with id " + formatId(*params.id) + ".", "id");
  }
  context.writer().setCoalesce(params.coalesce);
  PANNIER_TRY(context.writer().patch(EntityNo::kNote, *params.id, {{"body", params.body}},
                                     params.baseVersion));
  return api::IdResult{*params.id};
}

Result<api::IdResult> save(api::CommandContext& context, const NotesSaveParams& params) {
  if (params.id) return change(context, params);
  if (trim(params.body).empty()) {
    return makeError(ErrorCode::kInvalidArgument, "A new note must not be empty.", "body");
  }
  PANNIER_ASSIGN(const std::int64_t known,
                 context.database().integer(kIsCustomer, 0, params.customerId));
  if (known == 0) {
    return makeError(ErrorCode::kNotFound,
                     "There is no customer with id " + formatId(params.customerId) + ".",
                     "customer_id");
  }
  PANNIER_ASSIGN(const Id id,
                 context.writer().create(EntityNo::kNote, {{"customer_id", params.customerId},
                                                           {"body", params.body},
                                                           {"author", context.caller().user},
                                                           {"created_at", context.nowMs()}}));
  return api::IdResult{id};
}

Result<api::Empty> remove(api::CommandContext& context, const api::IdParams& params) {
  PANNIER_TRY(context.writer().remove(EntityNo::kNote, params.id));
  return api::Empty{};
}

}  // namespace

void registerNoteCommands(api::CommandRegistry& registry) {
  registry.add<NotesSaveParams, api::IdResult>(
      {"notes.save", "Writes a note about a customer, or changes its text.", {}, true}, save);
  registry.add<api::IdParams, api::Empty>({"notes.remove", "Puts a note into the bin.", {}, true},
                                          remove);
}

}  // namespace pannier
