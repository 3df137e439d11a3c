#include "server-stub/store/snapshots.h"

#include <zlib.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <vector>

#include "sync/snapshot.h"

namespace pannier::server {
namespace {

namespace fs = std::filesystem;

/// A device fetches up to this many rows as pages rather than wait for a new image.
constexpr std::int64_t kStaleRows = 2'000;
/// Level 1: the image is written once per change of the shop and read on a fast line first of all.
constexpr const char* kGzipMode = "wb1";

struct CloseFile {
  void operator()(std::FILE* file) const { std::fclose(file); }
};

/// Reads `from`, writes it gzipped to `to`; the number of bytes read.
Result<std::uint64_t> gzipFile(const std::string& from, const std::string& to) {
  const std::unique_ptr<std::FILE, CloseFile> input(std::fopen(from.c_str(), "rb"));
  if (!input) return makeError(ErrorCode::kStorage, "The snapshot " + from + " cannot be read.");
  gzFile output = gzopen(to.c_str(), kGzipMode);
  if (output == nullptr)
    return makeError(ErrorCode::kStorage, "The file " + to + " cannot be written.");
  std::vector<char> buffer(1U << 18);
  std::uint64_t total = 0;
  bool ok = true;
  while (ok) {
    const std::size_t read = std::fread(buffer.data(), 1, buffer.size(), input.get());
    if (read == 0) break;
    ok = gzwrite(output, buffer.data(), static_cast<unsigned>(read)) == static_cast<int>(read);
    total += read;
  }
  ok = gzclose(output) == Z_OK && ok && std::ferror(input.get()) == 0;
  if (!ok)
    return makeError(ErrorCode::kStorage,
                     "The file " + to + " could not be written completely; is the disk full?");
  return total;
}

/// Only letters, digits, '-' and '_': the id is part of an address.
std::string imageName(const std::string& epoch, std::int64_t cursor) {
  std::string name;
  for (const char c : epoch) {
    const bool plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    name += plain ? c : '_';
  }
  return name + "-" + std::to_string(cursor);
}

}  // namespace

Result<SnapshotFile> Snapshots::current(Database& shop, std::int64_t head,
                                        const std::string& epoch) {
  const bool usable = !present_.path.empty() && epoch_ == epoch && head - cursor_ <= kStaleRows &&
                      fs::exists(present_.path);
  if (usable) return present_;
  return build(shop);
}

Result<SnapshotFile> Snapshots::build(Database& shop) {
  std::error_code failure;
  fs::remove_all(directory_, failure);
  fs::create_directories(directory_, failure);
  if (failure)
    return makeError(ErrorCode::kStorage,
                     "The folder " + directory_ + " cannot be made: " + failure.message() + ".");
  const std::string raw = directory_ + "/building.sqlite";
  auto info = sync::buildSnapshot(shop, raw);
  if (!info) {
    fs::remove(raw, failure);
    return std::move(info).error();
  }
  const std::string name = imageName(info->epoch, info->cursor);
  const std::string packed = directory_ + "/" + name + ".sqlite.gz";
  auto size = gzipFile(raw, packed + ".part");
  fs::remove(raw, failure);
  if (!size) return std::move(size).error();
  fs::rename(packed + ".part", packed, failure);
  if (failure)
    return makeError(ErrorCode::kStorage,
                     "The snapshot could not be put in place: " + failure.message() + ".");
  present_ = {packed, *size, name};
  cursor_ = info->cursor;
  epoch_ = info->epoch;
  return present_;
}

}  // namespace pannier::server
