#include "server-stub/data_lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <utility>

#include "core/base/text.h"

namespace pannier::server {
namespace {

std::string readOwner(int descriptor) {
  char text[32] = {};
  const auto got = ::pread(descriptor, text, sizeof text - 1, 0);
  return got > 0 ? std::string(trim(std::string_view(text, static_cast<std::size_t>(got)))) : "";
}

Status writeOwner(int descriptor, const std::string& path) {
  const std::string text = std::to_string(::getpid()) + "\n";
  if (::ftruncate(descriptor, 0) != 0 ||
      ::pwrite(descriptor, text.data(), text.size(), 0) != static_cast<ssize_t>(text.size())) {
    return makeError(ErrorCode::kStorage,
                     "The file " + path + " cannot be written: " + std::strerror(errno) + ".");
  }
  return {};
}

}  // namespace

Status makeDataFolder(const std::string& dataDir) {
  std::error_code error;
  const bool existed = std::filesystem::is_directory(dataDir, error);
  if (!existed) std::filesystem::create_directories(dataDir, error);
  if (error) {
    return makeError(ErrorCode::kStorage,
                     "The data folder " + dataDir + " cannot be created: " + error.message() + ".");
  }
  if (!existed) ::chmod(dataDir.c_str(), 0700);
  return {};
}

Result<DataLock> DataLock::acquire(const std::string& dataDir) {
  PANNIER_TRY(makeDataFolder(dataDir));
  const std::string path = dataDir + "/lock";
  const int descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (descriptor < 0) {
    return makeError(ErrorCode::kStorage,
                     "The file " + path + " cannot be opened: " + std::strerror(errno) + ".");
  }
  DataLock lock(descriptor);
  if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
    const std::string owner = readOwner(descriptor);
    return makeError(ErrorCode::kConflict,
                     "The data folder " + dataDir + " is in use by another pannier-server" +
                         (owner.empty() ? "" : " (process " + owner + ")") +
                         ". Stop it first, or choose another folder with --data.");
  }
  PANNIER_TRY(writeOwner(descriptor, path));
  return lock;
}

DataLock::DataLock(DataLock&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}

DataLock& DataLock::operator=(DataLock&& other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  return *this;
}

DataLock::~DataLock() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

}  // namespace pannier::server
