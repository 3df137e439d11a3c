#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/id.h"
#include "core/base/json.h"
#include "core/base/result.h"

namespace pannier::server {

/// Who sent a request, once it is known.
struct Principal {
  Id session;
  Id user;
  std::string email;
  std::string name;
  std::string role;
  bool bearer = false;  ///< by API token in the Authorization header, not by cookie
};

using HeaderList = std::vector<std::pair<std::string, std::string>>;

/// One HTTP request, free of any network type. Everything in it is untrusted but bounded in size.
struct Request {
  std::string method;  ///< upper case
  std::string path;    ///< still percent-encoded, without the query
  std::string query;
  HeaderList headers;
  std::string body;
  std::string remote;  ///< client address, for limits and logs
  std::string id;      ///< request id, also in the X-Request-Id response header
  std::optional<Principal> principal;

  /// First value of a header, compared without case; empty when absent.
  [[nodiscard]] std::string_view header(std::string_view name) const noexcept;
};

/// An open file to stream; closes itself.
class OpenFile {
 public:
  static Result<std::shared_ptr<const OpenFile>> open(const std::string& path);
  ~OpenFile();
  OpenFile(const OpenFile&) = delete;
  OpenFile& operator=(const OpenFile&) = delete;

  [[nodiscard]] std::uint64_t size() const noexcept { return size_; }
  /// Reads up to `size` bytes at `offset`; 0 at the end, -1 on an error.
  [[nodiscard]] std::int64_t read(std::uint64_t offset, char* into,
                                  std::size_t size) const noexcept;

 private:
  OpenFile(int descriptor, std::uint64_t size) : descriptor_(descriptor), size_(size) {}
  int descriptor_;
  std::uint64_t size_;
};

/// One HTTP response. The body is `file`, else `shared`, else `body`.
struct Response {
  int status = 200;
  HeaderList headers;
  std::string body;
  std::shared_ptr<const std::string> shared;  ///< a cached body
  std::shared_ptr<const OpenFile> file;       ///< a body too large for memory
  std::uint32_t device = 0;                   ///< for the log line; 0 = none

  Response& set(std::string_view name, std::string_view value);
  [[nodiscard]] std::string_view header(std::string_view name) const noexcept;
  [[nodiscard]] std::uint64_t bodySize() const noexcept;
};

/// `value` as application/json, not to be cached.
Response jsonResponse(const json::Value& value, int status = 200);
/// JSON text that is already serialised.
Response jsonTextResponse(std::string text, int status = 200);
Response textResponse(std::string text, int status = 200);

/// {code, message, field?, position?, length?, detail?}, the shape of every error of the API.
json::Value errorToJson(const Error& error);
/// The error in its JSON shape with the HTTP status that fits its code.
Response errorResponse(const Error& error);
Response errorResponse(int status, ErrorCode code, std::string message);
int httpStatusOf(ErrorCode code) noexcept;

/// The request body as a JSON object; an empty body counts as {}.
Result<json::Value> parseJsonBody(const Request& request);

}  // namespace pannier::server
