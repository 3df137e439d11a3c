#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/base/json.h"
#include "server-stub/config.h"

namespace pannier::server {

/// "2026-01-31T23:59:59.123Z" from milliseconds since 1970 UTC.
std::string formatTimestamp(std::int64_t ms);

/// One event to log: fields in the order they were set. Never put a secret in.
class LogLine {
 public:
  LogLine(LogLevel level, std::string_view event);
  LogLine& set(std::string_view key, json::Value value) {
    fields_.set(key, std::move(value));
    return *this;
  }
  [[nodiscard]] LogLevel level() const noexcept { return level_; }
  [[nodiscard]] std::string text() const { return fields_.dump(); }

 private:
  LogLevel level_;
  json::Value fields_;
};

/// Writes JSON lines to standard output, whole lines from any thread.
class Log {
 public:
  explicit Log(LogLevel lowest) : lowest_(lowest) {}
  void write(const LogLine& line) const;
  [[nodiscard]] bool wants(LogLevel level) const noexcept { return level >= lowest_; }

 private:
  LogLevel lowest_;
};

}  // namespace pannier::server
