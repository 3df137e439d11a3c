#include "core/api/commands.h"

/// Prints web/src/generated/api.ts, formatted as prettier leaves it.
namespace pannier::api {
namespace {

constexpr std::string_view kHead =
    "// Generated from the command registry by `pannier-codegen typescript`. Do not edit.\n"
    "// Money is in minor units of its currency, times are milliseconds since 1970 UTC, dates are "
    "\"YYYY-MM-DD\".\n"
    "\n"
    "/** A UUID as text. */\n"
    "export type Id = string;\n";

void printType(std::string& out, const TypeModel& model) {
  if (model.members.empty()) {
    out += "\nexport type " + model.name + " = Record<string, never>;\n";
    return;
  }
  out += "\nexport interface " + model.name + " {\n";
  for (const TypeMember& member : model.members) {
    if (!member.doc.empty()) out += "  /** " + member.doc + " */\n";
    out += "  " + member.name + (member.optional ? "?: " : ": ") + member.type + ";\n";
  }
  out += "}\n";
}

}  // namespace

std::string printTypescript(const CommandRegistry& registry) {
  std::string out(kHead);
  for (const TypeModel& model : registry.types().models()) printType(out, model);
  out += "\n/** name: [parameters, result] */\nexport interface Commands {\n";
  for (const auto& [name, entry] : registry.entries()) {
    if (!entry.info.summary.empty()) out += "  /** " + entry.info.summary + " */\n";
    out += "  '" + name + "': [" + entry.parametersType + ", " + entry.resultType + "];\n";
  }
  out += "}\n\nexport type CommandName = keyof Commands;\n";
  out +=
      "\n/** Entities each command reads: a live query re-runs when a change notice names one of "
      "them. */\n";
  out += "export const COMMAND_READS: Record<string, readonly string[]> = {\n";
  for (const auto& [name, entry] : registry.entries()) {
    if (entry.info.reads.empty()) continue;
    out += "  '" + name + "': [";
    for (std::size_t i = 0; i < entry.info.reads.size(); ++i) {
      if (i > 0) out += ", ";
      out += "'" + std::string(registry::entity(entry.info.reads[i]).name) + "'";
    }
    out += "],\n";
  }
  out +=
      "};\n\n/** Commands that change data. */\nexport const WRITING_COMMANDS: ReadonlySet<string> "
      "= new Set([\n";
  for (const auto& [name, entry] : registry.entries()) {
    if (entry.info.writes) out += "  '" + name + "',\n";
  }
  out += "]);\n";
  return out;
}

}  // namespace pannier::api
