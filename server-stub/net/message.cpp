#include "server-stub/net/message.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "core/base/text.h"

namespace pannier::server {
namespace {

std::string_view findHeader(const HeaderList& headers, std::string_view name) noexcept {
  const auto found = std::find_if(headers.begin(), headers.end(), [&](const auto& header) {
    return equalsIgnoringAsciiCase(header.first, name);
  });
  return found == headers.end() ? std::string_view{} : std::string_view(found->second);
}

}  // namespace

std::string_view Request::header(std::string_view name) const noexcept {
  return findHeader(headers, name);
}

Result<std::shared_ptr<const OpenFile>> OpenFile::open(const std::string& path) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) {
    return makeError(ErrorCode::kStorage,
                     "The file " + path + " cannot be opened: " + std::strerror(errno) + ".");
  }
  struct stat info {};
  if (::fstat(descriptor, &info) != 0 || !S_ISREG(info.st_mode)) {
    ::close(descriptor);
    return makeError(ErrorCode::kStorage, "The file " + path + " is not a regular file.");
  }
  return std::shared_ptr<const OpenFile>(
      new OpenFile(descriptor, static_cast<std::uint64_t>(info.st_size)));
}

OpenFile::~OpenFile() { ::close(descriptor_); }

std::int64_t OpenFile::read(std::uint64_t offset, char* into, std::size_t size) const noexcept {
  for (;;) {
    const auto got = ::pread(descriptor_, into, size, static_cast<off_t>(offset));
    if (got >= 0 || errno != EINTR) return got;
  }
}

Response& Response::set(std::string_view name, std::string_view value) {
  for (auto& [existing, text] : headers) {
    if (equalsIgnoringAsciiCase(existing, name)) {
      text = value;
      return *this;
    }
  }
  headers.emplace_back(name, value);
  return *this;
}

std::string_view Response::header(std::string_view name) const noexcept {
  return findHeader(headers, name);
}

std::uint64_t Response::bodySize() const noexcept {
  if (file) return file->size();
  return shared ? shared->size() : body.size();
}

Response jsonTextResponse(std::string text, int status) {
  Response response;
  response.status = status;
  response.body = std::move(text);
  response.set("Content-Type", "application/json").set("Cache-Control", "no-store");
  return response;
}

Response jsonResponse(const json::Value& value, int status) {
  return jsonTextResponse(value.dump(), status);
}

Response textResponse(std::string text, int status) {
  Response response;
  response.status = status;
  response.body = std::move(text);
  response.set("Content-Type", "text/plain; charset=utf-8").set("Cache-Control", "no-store");
  return response;
}

json::Value errorToJson(const Error& error) {
  auto value = json::Value::object();
  value.set("code", errorCodeName(error.code)).set("message", error.message);
  if (!error.field.empty()) value.set("field", error.field);
  if (error.position) value.set("position", static_cast<std::int64_t>(*error.position));
  if (error.length) value.set("length", static_cast<std::int64_t>(*error.length));
  if (!error.detail.empty()) value.set("detail", error.detail);
  return value;
}

int httpStatusOf(ErrorCode code) noexcept {
  switch (code) {
    case ErrorCode::kInvalidArgument:
    case ErrorCode::kParse:
    case ErrorCode::kProtocol:
      return 400;
    case ErrorCode::kUnauthenticated:
      return 401;
    case ErrorCode::kPermission:
      return 403;
    case ErrorCode::kNotFound:
      return 404;
    case ErrorCode::kConflict:
    case ErrorCode::kCancelled:
      return 409;
    case ErrorCode::kTooLarge:
      return 413;
    case ErrorCode::kUnsupported:
      return 501;
    case ErrorCode::kStorage:
      return 507;
    case ErrorCode::kInternal:
      return 500;
  }
  return 500;
}

Response errorResponse(const Error& error) {
  return jsonResponse(errorToJson(error), httpStatusOf(error.code));
}

Response errorResponse(int status, ErrorCode code, std::string message) {
  return jsonResponse(errorToJson(makeError(code, std::move(message))), status);
}

Result<json::Value> parseJsonBody(const Request& request) {
  if (trim(request.body).empty()) return json::Value::object();
  PANNIER_ASSIGN(json::Value value, json::parse(request.body));
  if (!value.view().isObject()) {
    return makeError(ErrorCode::kInvalidArgument, "The request body must be a JSON object.");
  }
  return value;
}

}  // namespace pannier::server
