#include "core/base/json.h"

// Header-only use: the library's own code is compiled here and nowhere else.
#include <boost/json/src.hpp>

#include "core/base/text.h"

namespace pannier::json {
namespace bj = boost::json;

Kind View::kind() const noexcept {
  if (value_ == nullptr) return Kind::kNull;
  switch (value_->kind()) {
    case bj::kind::null:
      return Kind::kNull;
    case bj::kind::bool_:
      return Kind::kBool;
    case bj::kind::int64:
      return Kind::kInteger;
    case bj::kind::uint64:
    case bj::kind::double_:
      return Kind::kReal;
    case bj::kind::string:
      return Kind::kString;
    case bj::kind::array:
      return Kind::kArray;
    case bj::kind::object:
      return Kind::kObject;
  }
  return Kind::kNull;
}

bool View::asBool() const {
  PANNIER_CHECK(kind() == Kind::kBool);
  return value_->get_bool();
}

std::int64_t View::asInteger() const {
  PANNIER_CHECK(kind() == Kind::kInteger);
  return value_->get_int64();
}

double View::asReal() const {
  PANNIER_CHECK(kind() == Kind::kInteger || kind() == Kind::kReal);
  if (value_->is_int64()) return static_cast<double>(value_->get_int64());
  if (value_->is_uint64()) return static_cast<double>(value_->get_uint64());
  return value_->get_double();
}

std::string_view View::asString() const {
  PANNIER_CHECK(kind() == Kind::kString);
  const bj::string& text = value_->get_string();
  return {text.data(), text.size()};
}

bool View::boolOr(bool fallback) const noexcept {
  return kind() == Kind::kBool ? value_->get_bool() : fallback;
}

std::int64_t View::integerOr(std::int64_t fallback) const noexcept {
  return kind() == Kind::kInteger ? value_->get_int64() : fallback;
}

std::string_view View::stringOr(std::string_view fallback) const noexcept {
  return kind() == Kind::kString ? asString() : fallback;
}

std::size_t View::size() const noexcept {
  if (kind() == Kind::kArray) return value_->get_array().size();
  if (kind() == Kind::kObject) return value_->get_object().size();
  return 0;
}

View View::at(std::size_t index) const {
  PANNIER_CHECK(kind() == Kind::kArray && index < size());
  return View(&value_->get_array()[index]);
}

std::string_view View::keyAt(std::size_t index) const {
  PANNIER_CHECK(kind() == Kind::kObject && index < size());
  const auto key = (value_->get_object().begin() + static_cast<std::ptrdiff_t>(index))->key();
  return {key.data(), key.size()};
}

View View::valueAt(std::size_t index) const {
  PANNIER_CHECK(kind() == Kind::kObject && index < size());
  return View(&(value_->get_object().begin() + static_cast<std::ptrdiff_t>(index))->value());
}

View View::find(std::string_view key) const noexcept {
  if (kind() != Kind::kObject) return View();
  return View(value_->get_object().if_contains({key.data(), key.size()}));
}

bool View::has(std::string_view key) const noexcept {
  return kind() == Kind::kObject && value_->get_object().contains({key.data(), key.size()});
}

Value::Value() : value_(std::make_unique<bj::value>()) {}
Value::Value(bool value) : value_(std::make_unique<bj::value>(value)) {}
Value::Value(int value) : value_(std::make_unique<bj::value>(static_cast<std::int64_t>(value))) {}
Value::Value(std::int64_t value) : value_(std::make_unique<bj::value>(value)) {}
Value::Value(double value) : value_(std::make_unique<bj::value>(value)) {}
Value::Value(const char* value) : Value(std::string_view(value)) {}
Value::Value(std::string_view value) : value_(std::make_unique<bj::value>()) {
  // JSON must be UTF-8; bytes that are not (a binary cell somebody imported) must not break a page.
  if (isUtf8(value)) {
    value_->emplace_string().assign(value.data(), value.size());
  } else {
    const std::string repaired = repairUtf8(value);
    value_->emplace_string().assign(repaired.data(), repaired.size());
  }
}
Value::Value(const std::string& value) : Value(std::string_view(value)) {}
Value::Value(const Value& other) : value_(std::make_unique<bj::value>(*other.value_)) {}
Value::Value(Value&& other) noexcept = default;
Value& Value::operator=(Value other) noexcept {
  value_ = std::move(other.value_);
  return *this;
}
Value::~Value() = default;

namespace {
bj::value copyOf(View view) {
  switch (view.kind()) {
    case Kind::kNull:
      return nullptr;
    case Kind::kBool:
      return view.asBool();
    case Kind::kInteger:
      return view.asInteger();
    case Kind::kReal:
      return view.asReal();
    case Kind::kString: {
      const std::string_view text = view.asString();
      return bj::string(text.data(), text.size());
    }
    case Kind::kArray: {
      bj::array array;
      for (std::size_t i = 0; i < view.size(); ++i) array.push_back(copyOf(view.at(i)));
      return array;
    }
    case Kind::kObject: {
      bj::object object;
      for (std::size_t i = 0; i < view.size(); ++i) {
        const std::string_view key = view.keyAt(i);
        object.emplace(bj::string_view(key.data(), key.size()), copyOf(view.valueAt(i)));
      }
      return object;
    }
  }
  return nullptr;
}

void writePretty(std::string& out, View view, int indent) {
  const auto newline = [&out](int depth) {
    out.append("\n").append(2U * static_cast<std::size_t>(depth), ' ');
  };
  const bool isArray = view.isArray();
  if ((!isArray && !view.isObject()) || view.size() == 0) {
    out += Value(view).dump();
    return;
  }
  out += isArray ? '[' : '{';
  for (std::size_t i = 0; i < view.size(); ++i) {
    if (i > 0) out += ',';
    newline(indent + 1);
    if (!isArray) out += Value(view.keyAt(i)).dump() + ": ";
    writePretty(out, isArray ? view.at(i) : view.valueAt(i), indent + 1);
  }
  newline(indent);
  out += isArray ? ']' : '}';
}
}  // namespace

Value::Value(View view) : value_(std::make_unique<bj::value>(copyOf(view))) {}

Value Value::array() {
  Value value;
  value.value_->emplace_array();
  return value;
}

Value Value::object() {
  Value value;
  value.value_->emplace_object();
  return value;
}

Value& Value::set(std::string_view key, Value value) {
  PANNIER_CHECK(value_->is_object());
  value_->get_object().insert_or_assign({key.data(), key.size()}, std::move(*value.value_));
  return *this;
}

Value& Value::push(Value value) {
  PANNIER_CHECK(value_->is_array());
  value_->get_array().push_back(std::move(*value.value_));
  return *this;
}

View Value::view() const noexcept { return View(value_.get()); }

std::string Value::dump() const { return bj::serialize(*value_); }

std::string Value::pretty() const {
  std::string out;
  writePretty(out, view(), 0);
  return out;
}

Result<Value> parse(std::string_view text, const Limits& limits) {
  if (text.size() > limits.maxBytes) {
    return makeError(ErrorCode::kTooLarge, "JSON of " + std::to_string(text.size()) +
                                               " bytes is over the limit of " +
                                               std::to_string(limits.maxBytes) + " bytes.");
  }
  bj::parse_options options;
  options.max_depth = limits.maxDepth;
  bj::stream_parser parser({}, options);
  bj::error_code failure;
  const std::size_t consumed = parser.write_some(text.data(), text.size(), failure);
  if (!failure) parser.finish(failure);
  if (!failure && consumed < text.size()) {
    if (text.find_first_not_of(" \t\r\n", consumed) != std::string_view::npos) {
      failure = bj::error::extra_data;
    }
  }
  if (failure) {
    Error error = makeError(ErrorCode::kParse, "This is not valid JSON: " + failure.message() +
                                                   " at byte " + std::to_string(consumed) + ".");
    error.position = consumed;
    return error;
  }
  const bj::value parsed = parser.release();
  return Value(View(&parsed));
}

}  // namespace pannier::json
