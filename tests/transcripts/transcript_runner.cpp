#include <cstdio>
#include <cstdlib>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/api/core.h"
#include "core/base/json.h"
#include "core/base/posix_tz.h"
#include "core/shop/shop_settings.h"
#include "core/storage/database.h"

/// Runs request transcripts: each file on its own shop in memory, with a clock and random numbers
/// of its own, so that the answers are the same natively and as wasm. README.md has the form of the
/// files.
namespace pannier::transcripts {
namespace {

using json::Kind;
using json::View;

/// 2026-03-31T10:00:00Z; every step is one second later.
constexpr std::int64_t kFirstMs = 1'774'951'200'000;
constexpr std::int64_t kStepMs = 1'000;

/// The one place where files are read.
Result<std::string> readFile(const std::string& path) {
  std::FILE* file = std::fopen(path.c_str(), "rb");
  if (file == nullptr)
    return makeError(ErrorCode::kNotFound, "The file " + path + " cannot be opened.");
  std::string text;
  char piece[4096];
  for (std::size_t size = 0; (size = std::fread(piece, 1, sizeof piece, file)) > 0;)
    text.append(piece, size);
  const bool failed = std::ferror(file) != 0;
  std::fclose(file);
  if (failed) return makeError(ErrorCode::kStorage, "The file " + path + " cannot be read.");
  return text;
}

/// FNV-1a over every answer: two runs that print the same number gave the same answers.
class Digest {
 public:
  void add(std::string_view text) {
    for (const char c : text) value_ = (value_ ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
  }
  [[nodiscard]] unsigned long long value() const { return value_; }

 private:
  unsigned long long value_ = 0xcbf29ce484222325ULL;
};

class NullSink : public ChangeSink {
 public:
  Status record(Database&, const ChangeSet&) override { return {}; }
};

/// Values remembered from answers, put in for "$name".
using Variables = std::map<std::string, json::Value, std::less<>>;

json::Value withVariables(View view, const Variables& variables) {
  switch (view.kind()) {
    case Kind::kString: {
      const std::string_view text = view.asString();
      if (text.size() < 2 || text.front() != '$') return json::Value(view);
      const auto found = variables.find(text.substr(1));
      return found == variables.end() ? json::Value(view) : found->second;
    }
    case Kind::kArray: {
      json::Value list = json::Value::array();
      for (std::size_t i = 0; i < view.size(); ++i) list.push(withVariables(view.at(i), variables));
      return list;
    }
    case Kind::kObject: {
      json::Value object = json::Value::object();
      for (std::size_t i = 0; i < view.size(); ++i) {
        object.set(view.keyAt(i), withVariables(view.valueAt(i), variables));
      }
      return object;
    }
    default:
      return json::Value(view);
  }
}

/// "result.rows.0.id" in an answer; a null view when there is nothing.
View at(View view, std::string_view path) {
  while (!path.empty()) {
    const std::size_t dot = path.find('.');
    const std::string step(path.substr(0, dot));
    path = dot == std::string_view::npos ? std::string_view() : path.substr(dot + 1);
    if (view.isArray()) {
      const auto index = static_cast<std::size_t>(std::strtoul(step.c_str(), nullptr, 10));
      view = index < view.size() ? view.at(index) : View();
    } else {
      view = view.isObject() ? view.find(step) : View();
    }
  }
  return view;
}

/// Empty when `actual` is as expected, else what differs and where. Objects may have more members
/// than expected;
/// "$any" stands for anything, "$has:text" for a text that contains it.
std::string difference(View expected, View actual, const std::string& path) {
  const auto differs = [&] {
    return path + ": expected " + json::Value(expected).dump() + ", got " +
           json::Value(actual).dump();
  };
  if (expected.isString()) {
    const std::string_view text = expected.asString();
    if (text == "$any") return {};
    if (text.substr(0, 5) == "$has:") {
      const bool has =
          actual.isString() && actual.asString().find(text.substr(5)) != std::string_view::npos;
      return has ? "" : differs();
    }
  }
  if (expected.isObject()) {
    if (!actual.isObject()) return differs();
    for (std::size_t i = 0; i < expected.size(); ++i) {
      const std::string name(expected.keyAt(i));
      if (!actual.has(name)) return path + "." + name + " is missing";
      std::string found = difference(expected.valueAt(i), actual.find(name), path + "." + name);
      if (!found.empty()) return found;
    }
    return {};
  }
  if (expected.isArray()) {
    if (!actual.isArray() || actual.size() != expected.size()) return differs();
    for (std::size_t i = 0; i < expected.size(); ++i) {
      std::string found = difference(expected.at(i), actual.at(i), path + "." + std::to_string(i));
      if (!found.empty()) return found;
    }
    return {};
  }
  return json::Value(expected).dump() == json::Value(actual).dump() ? "" : differs();
}

/// A shop in memory: EUR, the clock of Berlin, one administrator.
class World {
 public:
  static Result<std::unique_ptr<World>> make() {
    PANNIER_ASSIGN(Database database, Database::open(":memory:"));
    auto world = std::unique_ptr<World>(new World(std::move(database)));
    PANNIER_ASSIGN(world->core_,
                   Core::open(world->database_, world->environment_, {caller(true), nullptr}));
    PANNIER_TRY(world->setUpShop());
    return world;
  }

  static api::Caller caller(bool isAdmin) {
    api::Caller who;
    who.user = isAdmin ? "admin@shop.example" : "staff@shop.example";
    who.isAdmin = isAdmin;
    return who;
  }

  std::string call(std::string_view command, const std::string& parameters, bool isAdmin) {
    nowMs_ += kStepMs;
    return envelopeOf(core_->callAs(caller(isAdmin), command, parameters));
  }

  void advanceDays(std::int64_t days) { nowMs_ += days * kMsPerDay; }

 private:
  explicit World(Database database) : database_(std::move(database)) {
    environment_.nowMs = [this] { return nowMs_; };
    environment_.fillRandom = [this](std::span<std::uint8_t> bytes) {
      for (std::uint8_t& byte : bytes) {
        random_ = random_ * 6364136223846793005ULL + 1442695040888963407ULL;
        byte = static_cast<std::uint8_t>(random_ >> 56);
      }
    };
  }

  Status setUpShop() {
    PANNIER_ASSIGN(auto transitions, expandPosixTz("CET-1CEST,M3.5.0,M10.5.0/3", 2015, 2030));
    PANNIER_ASSIGN(const TimeZone zone, TimeZone::make("Europe/Berlin", std::move(transitions)));
    NullSink sink;
    Writer writer(core_->rows(), sink, core_->ids(), environment_);
    PANNIER_TRY(shop::save(writer, shop::kNameKey, "Transcript Shop"));
    PANNIER_TRY(shop::save(writer, shop::kCurrencyKey, "EUR"));
    PANNIER_TRY(shop::saveTimeZone(writer, zone));
    auto committed = writer.commit();
    PANNIER_TRY(committed);
    return {};
  }

  std::int64_t nowMs_ = kFirstMs;
  std::uint64_t random_ = 42;
  Environment environment_;
  Database database_;
  std::unique_ptr<Core> core_;
};

struct Totals {
  int files = 0;
  int steps = 0;
  int failures = 0;
};

class Transcript {
 public:
  Transcript(std::string name, World& world, bool prints, Digest& digest)
      : name_(std::move(name)), world_(world), prints_(prints), digest_(digest) {}

  /// Steps after a failed one would only fail because of it: false ends the file.
  bool run(View step, std::size_t number) {
    number_ = number;
    if (step.has("advance_days")) world_.advanceDays(step.find("advance_days").integerOr(0));
    if (!step.has("command")) return true;
    const std::string command(step.find("command").stringOr(""));
    const std::string parameters = withVariables(step.find("params"), variables_).dump();
    const std::string envelope = world_.call(command, parameters == "null" ? "{}" : parameters,
                                             step.find("as").stringOr("admin") == "admin");
    digest_.add(envelope);
    if (prints_) std::printf("%s %s\n", command.c_str(), envelope.c_str());
    const auto answer = json::parse(envelope, {64U << 20, 64});
    if (!answer) return fail(command, "the answer is not JSON: " + envelope);
    return check(step, command, answer->view()) && remember(step, command, answer->view());
  }

 private:
  bool fail(const std::string& command, const std::string& what) {
    std::printf("FAILED %s, step %zu (%s): %s\n", name_.c_str(), number_, command.c_str(),
                what.c_str());
    return false;
  }

  bool check(View step, const std::string& command, View answer) {
    const bool expectsError = step.has("expect_error");
    if (expectsError != answer.has("error"))
      return fail(command, "unexpected answer " + json::Value(answer).dump());
    if (expectsError) {
      const json::Value expected = withVariables(step.find("expect_error"), variables_);
      const std::string found = difference(expected.view(), answer.find("error"), "error");
      return found.empty() || fail(command, found);
    }
    if (!step.has("expect")) return true;
    const json::Value expected = withVariables(step.find("expect"), variables_);
    const std::string found = difference(expected.view(), answer.find("result"), "result");
    return found.empty() || fail(command, found);
  }

  bool remember(View step, const std::string& command, View answer) {
    const View names = step.find("remember");
    for (std::size_t i = 0; i < names.size(); ++i) {
      const std::string path(names.valueAt(i).stringOr(""));
      const View value = at(answer, path);
      if (value.isNull()) return fail(command, "there is no " + path + " to remember");
      variables_[std::string(names.keyAt(i))] = json::Value(value);
    }
    return true;
  }

  std::string name_;
  World& world_;
  bool prints_;
  Digest& digest_;
  Variables variables_;
  std::size_t number_ = 0;
};

Status runFile(const std::string& path, bool prints, Digest& digest, Totals& totals) {
  PANNIER_ASSIGN(const std::string text, readFile(path));
  PANNIER_ASSIGN(const json::Value steps, json::parse(text));
  if (!steps.view().isArray())
    return makeError(ErrorCode::kParse, path + " is not a list of steps.");
  PANNIER_ASSIGN(const std::unique_ptr<World> world, World::make());
  Transcript transcript(path, *world, prints, digest);
  ++totals.files;
  for (std::size_t i = 0; i < steps.view().size(); ++i) {
    ++totals.steps;
    if (transcript.run(steps.view().at(i), i + 1)) continue;
    ++totals.failures;
    break;
  }
  return {};
}

int runAll(const std::vector<std::string>& paths, bool prints) {
  Digest digest;
  Totals totals;
  for (const std::string& path : paths) {
    const Status status = runFile(path, prints, digest, totals);
    if (status) continue;
    std::printf("FAILED %s: %s %s\n", path.c_str(), status.error().message.c_str(),
                status.error().detail.c_str());
    ++totals.failures;
  }
  std::printf("transcripts: %d files, %d steps, %d failed, answers %016llx\n", totals.files,
              totals.steps, totals.failures, digest.value());
  return totals.failures == 0 && totals.files > 0 ? 0 : 1;
}

}  // namespace
}  // namespace pannier::transcripts

int main(int argc, char** argv) {
  std::vector<std::string> paths;
  bool prints = false;
  for (int i = 1; i < argc; ++i) {
    if (std::string_view(argv[i]) == "--print")
      prints = true;
    else
      paths.emplace_back(argv[i]);
  }
  if (paths.empty()) {
    std::fprintf(stderr, "Usage: transcript_runner [--print] FILE.json...\n");
    return 2;
  }
  return pannier::transcripts::runAll(paths, prints);
}
