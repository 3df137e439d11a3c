#include "core/base/time_zone_tzif.h"

#include <algorithm>
#include <fstream>
#include <utility>
#include <vector>

#include "core/base/posix_tz.h"

namespace pannier {
namespace {

constexpr std::size_t kMaxFileBytes = 256u << 10;
constexpr std::size_t kHeaderBytes = 44;
/// 0001-01-01 UTC: nothing a shop records is older.
constexpr std::int64_t kBeginningMs = -62'135'596'800'000;

/// The counts of one TZif header (RFC 9636, section 3.1).
struct Header {
  char version = 0;
  std::uint32_t utcIndicators = 0;
  std::uint32_t standardIndicators = 0;
  std::uint32_t leapSeconds = 0;
  std::uint32_t times = 0;
  std::uint32_t types = 0;
  std::uint32_t nameBytes = 0;

  [[nodiscard]] std::uint64_t dataBytes(std::uint64_t timeSize) const noexcept {
    return std::uint64_t{times} * (timeSize + 1) + std::uint64_t{types} * 6 + nameBytes +
           std::uint64_t{leapSeconds} * (timeSize + 4) + standardIndicators + utcIndicators;
  }
};

Error badFile(std::size_t at, const std::string& reason) {
  Error error = makeError(ErrorCode::kParse, "The time zone file is damaged: " + reason);
  error.position = at;
  return error;
}

/// Big-endian number of `size` bytes; the caller has checked the bounds.
std::uint64_t readBigEndian(std::span<const std::uint8_t> bytes, std::size_t at, std::size_t size) {
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < size; ++i) value = value << 8 | bytes[at + i];
  return value;
}

Result<Header> readHeader(std::span<const std::uint8_t> bytes, std::size_t at) {
  if (bytes.size() < at + kHeaderBytes) return badFile(at, "it ends within a header.");
  constexpr std::string_view kMagic = "TZif";
  if (!std::equal(kMagic.begin(), kMagic.end(), bytes.begin() + static_cast<std::ptrdiff_t>(at))) {
    return badFile(at, "it does not begin with TZif.");
  }
  const auto count = [&](std::size_t index) {
    return static_cast<std::uint32_t>(readBigEndian(bytes, at + 20 + 4 * index, 4));
  };
  return Header{
      static_cast<char>(bytes[at + 4]), count(0), count(1), count(2), count(3), count(4), count(5)};
}

/// Adds a transition unless it changes nothing; instants before the beginning only set the offset.
void addTransition(std::vector<TimeZone::Transition>& list, std::int64_t utcMs,
                   std::int32_t offset) {
  if (utcMs <= list.back().utcMs) {
    if (list.size() == 1) list.back().offsetSeconds = offset;
    return;
  }
  if (list.back().offsetSeconds != offset) list.push_back({utcMs, offset});
}

/// The data block of version 2 and later: 64-bit times.
Result<std::vector<TimeZone::Transition>> readBlock(std::span<const std::uint8_t> bytes,
                                                    std::size_t at, const Header& header) {
  const std::size_t typesAt = at + std::size_t{header.times} * 8;
  const std::size_t infosAt = typesAt + header.times;
  const auto offsetOf = [&](std::size_t type) {
    return static_cast<std::int32_t>(
        static_cast<std::uint32_t>(readBigEndian(bytes, infosAt + 6 * type, 4)));
  };
  std::vector<TimeZone::Transition> list{{kBeginningMs, offsetOf(0)}};
  for (std::size_t i = 0; i < header.times; ++i) {
    const std::size_t type = bytes[typesAt + i];
    if (type >= header.types) return badFile(typesAt + i, "it names an offset it does not have.");
    const auto seconds = static_cast<std::int64_t>(readBigEndian(bytes, at + 8 * i, 8));
    constexpr std::int64_t kMaxSeconds = 253'402'300'799;
    addTransition(list, std::clamp(seconds, -kMaxSeconds, kMaxSeconds) * 1000, offsetOf(type));
  }
  return list;
}

bool isZoneName(std::string_view name) noexcept {
  if (name.empty() || name.size() > 64 || name.front() == '/' || name.back() == '/') return false;
  for (const char c : name) {
    const bool letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (!letter && c != '_' && c != '-' && c != '+' && c != '/') return false;
  }
  return true;
}

}  // namespace

Result<TimeZone> parseTzif(std::string name, std::span<const std::uint8_t> bytes) {
  PANNIER_ASSIGN(const Header old, readHeader(bytes, 0));
  if (old.version < '2') {
    return makeError(ErrorCode::kUnsupported, "The time zone file is of version 1.");
  }
  const std::uint64_t second = kHeaderBytes + old.dataBytes(4);
  if (second > bytes.size()) return badFile(bytes.size(), "it ends within its first block.");
  PANNIER_ASSIGN(const Header header, readHeader(bytes, static_cast<std::size_t>(second)));
  if (header.leapSeconds != 0) {
    return makeError(ErrorCode::kUnsupported, "The time zone file counts leap seconds.");
  }
  const std::size_t blockAt = static_cast<std::size_t>(second) + kHeaderBytes;
  if (header.types == 0) return badFile(blockAt, "it has no offsets.");
  if (header.dataBytes(8) > bytes.size() - blockAt) {
    return badFile(bytes.size(), "it ends within its second block.");
  }
  PANNIER_ASSIGN(std::vector<TimeZone::Transition> list, readBlock(bytes, blockAt, header));

  const std::size_t footerAt = blockAt + static_cast<std::size_t>(header.dataBytes(8));
  const std::string footer(bytes.begin() + static_cast<std::ptrdiff_t>(footerAt), bytes.end());
  const std::size_t end = footer.find('\n', 1);
  if (footer.empty() || footer.front() != '\n' || end == std::string::npos) {
    return badFile(footerAt, "it has no footer.");
  }
  if (end > 1) {
    // From the year before the last listed change on, so that no switch falls between the two.
    const std::int32_t firstYear =
        list.size() == 1 ? 1970 : civilFromDays(list.back().utcMs / kMsPerDay).year - 1;
    PANNIER_ASSIGN(const auto rule, expandPosixTz(std::string_view(footer).substr(1, end - 1),
                                                  std::max(firstYear, 1800), kLastExpandedYear));
    const std::int64_t lastListed = list.back().utcMs;
    for (const TimeZone::Transition& entry : rule) {
      if (entry.utcMs > lastListed) addTransition(list, entry.utcMs, entry.offsetSeconds);
    }
  }
  return TimeZone::make(std::move(name), std::move(list));
}

Result<TimeZone> loadSystemTimeZone(const std::string& name, std::string_view folder) {
  if (!isZoneName(name)) {
    return makeError(ErrorCode::kInvalidArgument,
                     "'" + name.substr(0, 64) + "' is not a time zone name such as Europe/Berlin.",
                     "time_zone");
  }
  std::ifstream file(std::string(folder) + "/" + name, std::ios::binary);
  std::vector<char> bytes(kMaxFileBytes + 1);
  if (file) file.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  if (file.gcount() == 0) {
    return makeError(ErrorCode::kNotFound, "This system has no time zone named " + name + ".",
                     "time_zone");
  }
  if (static_cast<std::size_t>(file.gcount()) > kMaxFileBytes) {
    return makeError(ErrorCode::kTooLarge, "The time zone file of " + name + " is too large.");
  }
  const auto* data = reinterpret_cast<const std::uint8_t*>(bytes.data());
  return parseTzif(name, {data, static_cast<std::size_t>(file.gcount())});
}

}  // namespace pannier
