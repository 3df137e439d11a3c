#include "core/api/describe.h"

#include <algorithm>

namespace pannier::api {

Error typeError(std::string_view path, std::string_view expected) {
  const std::string name = path.empty() ? "The parameters" : std::string(path);
  return makeError(ErrorCode::kInvalidArgument, name + " must be " + std::string(expected) + ".",
                   std::string(path));
}

Result<FieldMap> readFieldMap(json::View view, const std::string& path) {
  if (!view.isObject()) return typeError(path, "an object of fields");
  FieldMap map;
  for (std::size_t i = 0; i < view.size(); ++i) {
    const json::View member = view.valueAt(i);
    const std::string name(view.keyAt(i));
    switch (member.kind()) {
      case json::Kind::kNull:
        map.emplace_back(name, Value{});
        break;
      case json::Kind::kBool:
        map.emplace_back(name, Value{std::int64_t{member.asBool() ? 1 : 0}});
        break;
      case json::Kind::kInteger:
        map.emplace_back(name, Value{member.asInteger()});
        break;
      case json::Kind::kReal:
        map.emplace_back(name, Value{member.asReal()});
        break;
      case json::Kind::kString:
        map.emplace_back(name, Value{std::string(member.asString())});
        break;
      default:
        return typeError(detail::joinPath(path, name), "text, a number, true, false or null");
    }
  }
  return map;
}

namespace detail {

std::string joinPath(const std::string& path, std::string_view name) {
  return path.empty() ? std::string(name) : path + "." + std::string(name);
}

std::optional<Error> checkUnknownMembers(json::View view, const std::string& path,
                                         const std::vector<std::string_view>& known) {
  for (std::size_t i = 0; i < view.size(); ++i) {
    const std::string_view key = view.keyAt(i);
    if (std::find(known.begin(), known.end(), key) != known.end()) continue;
    const std::string name = joinPath(path, key);
    return makeError(ErrorCode::kInvalidArgument, "There is no parameter '" + name + "'.", name);
  }
  return std::nullopt;
}

}  // namespace detail
}  // namespace pannier::api
