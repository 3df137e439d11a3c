#include <catch2/catch.hpp>

#include "core/api/describe.h"
#include "core/base/json.h"

using namespace pannier;

namespace {
struct Inner {
  static constexpr std::string_view kName = "Inner";
  std::int64_t n = 0;
  template <class V>
  static void describe(V& v) {
    v.required("n", &Inner::n);
  }
};
struct Outer {
  static constexpr std::string_view kName = "Outer";
  Id id;
  std::string name = "default";
  std::vector<Inner> list;
  std::optional<double> ratio;
  template <class V>
  static void describe(V& v) {
    v.required("id", &Outer::id);
    v.optional("name", &Outer::name);
    v.optional("list", &Outer::list);
    v.optional("ratio", &Outer::ratio);
  }
};

std::string problem(const std::string& text) {
  const auto parsed = json::parse(text);
  REQUIRE(parsed.ok());
  const auto read = api::readJson<Outer>(parsed->view(), "");
  return read.ok() ? "" : read.error().field + ": " + read.error().message;
}
const std::string kId = "0198c5d0-7f3a-7abc-8def-0123456789ab";
}  // namespace

TEST_CASE("parameters that are wrong are refused with the path of the member") {
  CHECK(problem("{\"id\":\"" + kId + "\",\"list\":[{\"n\":1},{\"n\":2}],\"ratio\":1}").empty());
  CHECK(problem("{}") == "id: id is missing.");
  CHECK(problem("{\"id\":\"x\"}") == "id: id must be an id (UUID).");
  CHECK(problem("{\"id\":\"" + kId + "\",\"list\":[{\"n\":1},{\"n\":\"2\"}]}") ==
        "list[1].n: list[1].n must be a whole number.");
  CHECK(problem("{\"id\":\"" + kId + "\",\"nmae\":1}") == "nmae: There is no parameter 'nmae'.");
  CHECK(problem("[]") == ": The parameters must be an object.");
}

TEST_CASE("a struct written as JSON reads back") {
  Outer outer;
  outer.id = *parseId(kId);
  outer.list = {{1}, {2}};
  const auto read = api::readJson<Outer>(api::writeJson(outer).view(), "");
  REQUIRE(read.ok());
  CHECK(read->list.size() == 2);
  CHECK(read->name == "default");
  CHECK_FALSE(read->ratio.has_value());
}

TEST_CASE("JSON that is wrong, too deep or too large is refused with its place") {
  CHECK(json::parse("{\"a\":1,}").error().position.has_value());
  CHECK_FALSE(json::parse("").ok());
  CHECK_FALSE(json::parse("1 2").ok());
  CHECK(json::parse(" 1 \n").ok());
  CHECK_FALSE(json::parse(std::string(40, '[') + std::string(40, ']')).ok());
  CHECK(json::parse(std::string(100, ' '), {50, 32}).error().code == ErrorCode::kTooLarge);
}

TEST_CASE("text that is not UTF-8 becomes readable JSON") {
  CHECK(json::Value(std::string("a\xff")).dump() == "\"a\xEF\xBF\xBD\"");
}
