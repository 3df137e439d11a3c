#include "server-stub/log.h"

#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstdio>
#include <ctime>

namespace pannier::server {
namespace {

std::string_view levelName(LogLevel level) noexcept {
  switch (level) {
    case LogLevel::kDebug:
      return "debug";
    case LogLevel::kInfo:
      return "info";
    case LogLevel::kWarn:
      return "warn";
    case LogLevel::kError:
      return "error";
  }
  return "error";
}

std::int64_t wallClockMs() {
  return std::chrono::duration_cast<std::chrono::milliseconds>(
             std::chrono::system_clock::now().time_since_epoch())
      .count();
}

}  // namespace

std::string formatTimestamp(std::int64_t ms) {
  const std::time_t seconds = static_cast<std::time_t>(ms / 1000);
  std::tm utc{};
  gmtime_r(&seconds, &utc);
  char text[64];
  const int length = std::snprintf(text, sizeof text, "%04d-%02d-%02dT%02d:%02d:%02d.%03dZ",
                                   utc.tm_year + 1900, utc.tm_mon + 1, utc.tm_mday, utc.tm_hour,
                                   utc.tm_min, utc.tm_sec, static_cast<int>(ms % 1000));
  return std::string(text, static_cast<std::size_t>(length));
}

LogLine::LogLine(LogLevel level, std::string_view event)
    : level_(level), fields_(json::Value::object()) {
  fields_.set("ts", formatTimestamp(wallClockMs()));
  fields_.set("level", levelName(level));
  fields_.set("event", event);
}

void Log::write(const LogLine& line) const {
  if (!wants(line.level())) return;
  const std::string text = line.text() + "\n";
  // One write per line: POSIX keeps short writes to a pipe whole, so threads do not interleave.
  std::size_t done = 0;
  while (done < text.size()) {
    const auto wrote = ::write(STDOUT_FILENO, text.data() + done, text.size() - done);
    if (wrote < 0 && errno != EINTR) return;  // a closed pipe must not stop the server
    if (wrote > 0) done += static_cast<std::size_t>(wrote);
  }
}

}  // namespace pannier::server
