#include <catch2/catch.hpp>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>
#include <vector>

#include "core/base/json.h"
#include "core/campaigns/liquid/liquid.h"

namespace pannier {
namespace {

std::optional<std::string> goldenCases() {
  const char* folder = std::getenv("PANNIER_DATA");
  const std::string data = folder != nullptr ? folder : "../shared/data";
  std::ifstream file(data + "/liquid/golden_liquid_part.json", std::ios::binary);
  if (!file) return std::nullopt;
  return std::string(std::istreambuf_iterator<char>(file), {});
}

std::string describe(const Result<std::string>& result) {
  return result.ok() ? "shown: " + *result : "refused: " + result.error().message;
}

bool isExpected(json::View test, const Result<std::string>& result) {
  if (test.find("invalid").boolOr(false)) {
    return !result.ok() && result.error().code == ErrorCode::kParse;
  }
  if (!result.ok()) return false;
  if (test.has("result")) return *result == test.find("result").asString();
  const json::View results = test.find("results");
  for (std::size_t i = 0; i < results.size(); ++i) {
    if (*result == results.at(i).asString()) return true;
  }
  return false;
}

}  // namespace

TEST_CASE("Every case of the public Liquid test suite shows what it must or is refused") {
  const auto text = goldenCases();
  if (!text) {
    WARN("skipped: no shared data");
    return;
  }
  const auto document = json::parse(*text);
  REQUIRE(document.ok());
  const json::View tests = document->view().find("tests");
  REQUIRE(tests.size() > 0);
  for (std::size_t i = 0; i < tests.size(); ++i) {
    const json::View test = tests.at(i);
    liquid::RenderOptions options;
    const json::View partials = test.find("templates");
    for (std::size_t k = 0; k < partials.size(); ++k) {
      options.partials.emplace(partials.keyAt(k), partials.valueAt(k).asString());
    }
    const auto result = renderLiquid(test.find("template").asString(), test.find("data"), options);
    INFO(test.find("name").asString() << "\n" << test.find("template").asString());
    INFO(describe(result));
    CHECK(isExpected(test, result));
  }
}

}  // namespace pannier
