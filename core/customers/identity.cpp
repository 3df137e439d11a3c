#include "core/customers/identity.h"

#include "core/base/text.h"

namespace pannier {

Id identityId(std::string_view kind, std::string_view system, std::string_view value) {
  return deriveId({"identity", kind, system, value});
}

Status keepIdentities(Writer& writer, const Id& customer, const NamedValues& values) {
  for (const auto& [name, value] : values) {
    const auto* text = std::get_if<std::string>(&value);
    if (text == nullptr || (name != "email" && name != "phone")) continue;
    const std::string normalised = name == "email" ? normaliseEmail(*text) : normalisePhone(*text);
    if (normalised.empty()) continue;
    const NamedValues fields{
        {"customer_id", customer}, {"kind", std::string(name)}, {"value", normalised}};
    auto made =
        writer.put(registry::EntityNo::kCustomerIdentity, identityId(name, "", normalised), fields);
    if (!made) return std::move(made).error();
  }
  return {};
}

}  // namespace pannier
