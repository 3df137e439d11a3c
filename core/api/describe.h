#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "core/base/id.h"
#include "core/base/json.h"
#include "core/base/result.h"
#include "core/storage/value.h"

/// Parameter and result structs say once what their members are called; reading from JSON, writing
/// to JSON, the schema and the TypeScript type all come from that one `describe`:
///
///     struct TagParams {
///       static constexpr std::string_view kName = "TagParams";
///       Id customerId;
///       std::string tag;
///       template <class V> static void describe(V& v) {
///         v.required("customer_id", &TagParams::customerId, "whose tag");
///         v.required("tag", &TagParams::tag);
///       }
///     };
///
/// Result structs use `v.field(name, member)`; std::optional becomes `T | null`.
namespace pannier::api {

/// `Record<string, string | number | boolean | null>`: fields named by the caller, checked later.
using FieldMap = std::vector<std::pair<std::string, Value>>;

template <class T>
struct IsOptional : std::false_type {};
template <class T>
struct IsOptional<std::optional<T>> : std::true_type {};
template <class T>
struct IsVector : std::false_type {};
template <class T>
struct IsVector<std::vector<T>> : std::true_type {};
template <class T>
concept Described = requires {
  T::kName;
};

/// "customer_id must be …" errors name the path of the member, like `fields.email` or `rows[3].id`.
Error typeError(std::string_view path, std::string_view expected);

template <class T>
Result<T> readJson(json::View view, const std::string& path);
template <class T>
json::Value writeJson(const T& value);

Result<FieldMap> readFieldMap(json::View view, const std::string& path);

namespace detail {

std::string joinPath(const std::string& path, std::string_view name);
std::optional<Error> checkUnknownMembers(json::View view, const std::string& path,
                                         const std::vector<std::string_view>& known);

template <class T>
class Reader {
 public:
  Reader(T& target, json::View view, const std::string& path)
      : target_(target), view_(view), path_(path) {}

  template <class M>
  void required(std::string_view name, M T::*member, std::string_view = {}) {
    known_.push_back(name);
    if (error_) return;
    if (!view_.has(name) || (view_.find(name).isNull() && !std::is_same_v<M, json::Value>)) {
      error_ = makeError(ErrorCode::kInvalidArgument, joinPath(path_, name) + " is missing.",
                         joinPath(path_, name));
      return;
    }
    read(name, member);
  }
  template <class M>
  void optional(std::string_view name, M T::*member, std::string_view = {}) {
    known_.push_back(name);
    if (error_ || !view_.has(name) || view_.find(name).isNull()) return;
    read(name, member);
  }
  template <class M>
  void field(std::string_view name, M T::*member, std::string_view doc = {}) {
    optional(name, member, doc);
  }
  [[nodiscard]] std::optional<Error> finish() {
    if (!error_) error_ = checkUnknownMembers(view_, path_, known_);
    return std::move(error_);
  }

 private:
  template <class M>
  void read(std::string_view name, M T::*member) {
    auto value = readJson<M>(view_.find(name), joinPath(path_, name));
    if (value)
      target_.*member = std::move(value).value();
    else
      error_ = std::move(value).error();
  }

  T& target_;
  json::View view_;
  const std::string& path_;
  std::vector<std::string_view> known_;
  std::optional<Error> error_;
};

template <class T>
class JsonWriter {
 public:
  explicit JsonWriter(const T& source) : source_(source), object_(json::Value::object()) {}
  template <class M>
  void field(std::string_view name, M T::*member, std::string_view = {}) {
    object_.set(name, writeJson(source_.*member));
  }
  template <class M>
  void required(std::string_view name, M T::*member, std::string_view = {}) {
    field(name, member);
  }
  template <class M>
  void optional(std::string_view name, M T::*member, std::string_view = {}) {
    field(name, member);
  }
  json::Value take() { return std::move(object_); }

 private:
  const T& source_;
  json::Value object_;
};

}  // namespace detail

template <class T>
Result<T> readJson(json::View view, const std::string& path) {
  using json::Kind;
  if constexpr (IsOptional<T>::value) {
    if (view.isNull()) return T{};
    PANNIER_ASSIGN(auto inner, readJson<typename T::value_type>(view, path));
    return T(std::move(inner));
  } else if constexpr (std::is_same_v<T, FieldMap>) {
    return readFieldMap(view, path);
  } else if constexpr (IsVector<T>::value) {
    if (!view.isArray()) return typeError(path, "a list");
    if (view.size() > 10'000)
      return makeError(ErrorCode::kTooLarge, path + " has more than 10,000 entries.", path);
    T list;
    list.reserve(view.size());
    for (std::size_t i = 0; i < view.size(); ++i) {
      PANNIER_ASSIGN(auto element, readJson<typename T::value_type>(
                                       view.at(i), path + "[" + std::to_string(i) + "]"));
      list.push_back(std::move(element));
    }
    return list;
  } else if constexpr (std::is_same_v<T, bool>) {
    if (view.kind() != Kind::kBool) return typeError(path, "true or false");
    return view.asBool();
  } else if constexpr (std::is_integral_v<T>) {
    if (view.kind() != Kind::kInteger) return typeError(path, "a whole number");
    return static_cast<T>(view.asInteger());
  } else if constexpr (std::is_same_v<T, double>) {
    if (view.kind() != Kind::kInteger && view.kind() != Kind::kReal)
      return typeError(path, "a number");
    return view.asReal();
  } else if constexpr (std::is_same_v<T, std::string>) {
    if (!view.isString()) return typeError(path, "text");
    return std::string(view.asString());
  } else if constexpr (std::is_same_v<T, Id>) {
    const auto id = view.isString() ? parseId(view.asString()) : std::nullopt;
    if (!id) return typeError(path, "an id (UUID)");
    return *id;
  } else if constexpr (std::is_same_v<T, json::Value>) {
    return json::Value(view);
  } else {
    static_assert(Described<T>);
    if (!view.isObject()) return typeError(path, "an object");
    T target{};
    detail::Reader<T> reader(target, view, path);
    T::describe(reader);
    if (auto error = reader.finish()) return *std::move(error);
    return target;
  }
}

template <class T>
json::Value writeJson(const T& value) {
  if constexpr (IsOptional<T>::value) {
    return value ? writeJson(*value) : json::Value();
  } else if constexpr (std::is_same_v<T, FieldMap>) {
    json::Value object = json::Value::object();
    for (const auto& [name, each] : value) {
      if (const auto* text = std::get_if<std::string>(&each))
        object.set(name, *text);
      else if (const auto* integer = std::get_if<std::int64_t>(&each))
        object.set(name, *integer);
      else if (const auto* real = std::get_if<double>(&each))
        object.set(name, *real);
      else if (const auto* id = std::get_if<Id>(&each))
        object.set(name, formatId(*id));
      else
        object.set(name, json::Value());
    }
    return object;
  } else if constexpr (IsVector<T>::value) {
    json::Value list = json::Value::array();
    for (const auto& element : value) list.push(writeJson(element));
    return list;
  } else if constexpr (std::is_same_v<T, Id>) {
    return json::Value(formatId(value));
  } else if constexpr (std::is_same_v<T, bool> || std::is_same_v<T, double> ||
                       std::is_same_v<T, std::string> || std::is_same_v<T, json::Value>) {
    return json::Value(value);
  } else if constexpr (std::is_integral_v<T>) {
    return json::Value(static_cast<std::int64_t>(value));
  } else {
    static_assert(Described<T>);
    detail::JsonWriter<T> writer(value);
    T::describe(writer);
    return writer.take();
  }
}

/// Nothing to say: the parameters or result of commands without any.
struct Empty {
  static constexpr std::string_view kName = "Empty";
  template <class V>
  static void describe(V&) {}
};

struct IdParams {
  static constexpr std::string_view kName = "IdParams";
  Id id;
  template <class V>
  static void describe(V& v) {
    v.required("id", &IdParams::id);
  }
};

struct IdResult {
  static constexpr std::string_view kName = "IdResult";
  Id id;
  template <class V>
  static void describe(V& v) {
    v.field("id", &IdResult::id);
  }
};

}  // namespace pannier::api
