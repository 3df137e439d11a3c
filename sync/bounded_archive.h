#pragma once

#include <cereal/cereal.hpp>
#include <cstdint>
#include <cstring>
#include <limits>
#include <span>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "core/base/id.h"
#include "core/base/result.h"
#include "core/base/text.h"
#include "core/storage/change.h"
#include "core/storage/value.h"

/// cereal archives for bytes from outside. cereal's own binary archives trust what they read
/// (lengths before data, raw bools, pointers, class versions); these know only flat values:
///
///   unsigned integer   LEB128, at most 10 bytes, must fit its type
///   signed integer     zigzag, then LEB128
///   bool               one byte, 0 or 1
///   enum               LEB128, must satisfy isWireValue(E), found by ADL
///   double             8 bytes, little-endian IEEE
///   Id                 16 bytes
///   text               LEB128 length, bytes, must be UTF-8
///   vector<uint8_t>    LEB128 length, bytes
///   vector<T>          LEB128 count, elements
///   Value              tag byte (0 null, 1 integer, 2 double, 3 text, 4 id), payload
///
/// Reading never throws: the first fault is remembered, everything after it reads as zero.
namespace pannier::sync {

class BoundedOutput : public cereal::OutputArchive<BoundedOutput, cereal::AllowEmptyClassElision> {
 public:
  /// Appends to `out`, which outlives the archive.
  explicit BoundedOutput(std::vector<std::uint8_t>& out) : OutputArchive(this), out_(out) {}

  void varint(std::uint64_t value) {
    for (; value >= 0x80; value >>= 7) out_.push_back(static_cast<std::uint8_t>(value | 0x80));
    out_.push_back(static_cast<std::uint8_t>(value));
  }
  void raw(const void* bytes, std::size_t size) {
    if (size == 0) return;  // an empty span may point nowhere
    const auto* first = static_cast<const std::uint8_t*>(bytes);
    out_.insert(out_.end(), first, first + size);
  }

 private:
  std::vector<std::uint8_t>& out_;
};

class BoundedInput : public cereal::InputArchive<BoundedInput, cereal::AllowEmptyClassElision> {
 public:
  /// `bytes` is borrowed. `memoryBudget` bounds what the decoded values may occupy in all.
  explicit BoundedInput(std::span<const std::uint8_t> bytes, std::size_t memoryBudget = 32u << 20)
      : InputArchive(this), bytes_(bytes), budget_(memoryBudget) {}

  [[nodiscard]] bool ok() const noexcept { return !failed_; }
  [[nodiscard]] bool atEnd() const noexcept { return position_ == bytes_.size(); }
  [[nodiscard]] std::size_t position() const noexcept { return position_; }
  void fail() noexcept { failed_ = true; }

  std::uint64_t varint() noexcept {
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
      if (failed_ || position_ == bytes_.size()) break;
      const std::uint8_t byte = bytes_[position_++];
      // The tenth byte has room for one bit.
      if (shift == 63 && byte > 1) break;
      value |= static_cast<std::uint64_t>(byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
    fail();
    return 0;
  }
  /// The next `size` bytes; empty and failed when there are fewer.
  std::span<const std::uint8_t> raw(std::uint64_t size) noexcept {
    if (failed_ || size > bytes_.size() - position_) {
      fail();
      return {};
    }
    const auto part = bytes_.subspan(position_, static_cast<std::size_t>(size));
    position_ += part.size();
    return part;
  }
  /// A count of things that take at least one byte each.
  std::size_t count() noexcept {
    const std::uint64_t number = varint();
    if (number > bytes_.size() - position_) fail();
    return failed_ ? 0 : static_cast<std::size_t>(number);
  }
  void spend(std::size_t memory) noexcept {
    if (memory > budget_)
      fail();
    else
      budget_ -= memory;
  }

 private:
  std::span<const std::uint8_t> bytes_;
  std::size_t position_ = 0;
  std::size_t budget_;
  bool failed_ = false;
};

}  // namespace pannier::sync

CEREAL_SETUP_ARCHIVE_TRAITS(pannier::sync::BoundedInput, pannier::sync::BoundedOutput)

namespace cereal {

/// Enums go through our checked functions, not through cereal's, which accept any number.
template <class T>
requires std::is_enum_v<T>
struct specialize<pannier::sync::BoundedInput, T, specialization::non_member_load_save>
    : std::true_type {
};
template <class T>
requires std::is_enum_v<T>
struct specialize<pannier::sync::BoundedOutput, T, specialization::non_member_load_save>
    : std::true_type {
};

}  // namespace cereal

namespace pannier::sync {

// --- numbers
// --------------------------------------------------------------------------------------

constexpr std::uint64_t zigzag(std::int64_t value) noexcept {
  return (static_cast<std::uint64_t>(value) << 1) ^ static_cast<std::uint64_t>(value >> 63);
}
constexpr std::int64_t unzigzag(std::uint64_t value) noexcept {
  return static_cast<std::int64_t>((value >> 1) ^ (~(value & 1) + 1));
}

template <class T>
concept WireInteger = std::is_integral_v<T> && !std::is_same_v<T, bool>;

template <WireInteger T>
void save(BoundedOutput& out, const T& value) {
  if constexpr (std::is_signed_v<T>)
    out.varint(zigzag(value));
  else
    out.varint(value);
}
template <WireInteger T>
void load(BoundedInput& in, T& value) {
  const std::uint64_t raw = in.varint();
  if constexpr (std::is_signed_v<T>) {
    const std::int64_t number = unzigzag(raw);
    if (number < std::numeric_limits<T>::min() || number > std::numeric_limits<T>::max()) in.fail();
    value = in.ok() ? static_cast<T>(number) : T{};
  } else {
    if (raw > std::numeric_limits<T>::max()) in.fail();
    value = in.ok() ? static_cast<T>(raw) : T{};
  }
}

template <class T>
requires std::is_same_v<T, bool>
void save(BoundedOutput& out, const T& value) { out.varint(value ? 1 : 0); }
template <class T>
requires std::is_same_v<T, bool>
void load(BoundedInput& in, T& value) {
  const auto byte = in.raw(1);
  if (in.ok() && byte[0] > 1) in.fail();
  value = in.ok() && byte[0] == 1;
}

template <class T>
requires std::is_enum_v<T>
void save(BoundedOutput& out, const T& value) { out.varint(static_cast<std::uint64_t>(value)); }
template <class T>
requires std::is_enum_v<T>
void load(BoundedInput& in, T& value) {
  const std::uint64_t raw = in.varint();
  if (raw > 0xff || !isWireValue(static_cast<T>(raw)))
    in.fail();
  else
    value = static_cast<T>(raw);
}

inline void saveReal(BoundedOutput& out, double value) {
  std::uint64_t bits = 0;
  std::memcpy(&bits, &value, sizeof bits);
  std::uint8_t bytes[8];
  for (int i = 0; i < 8; ++i) bytes[i] = static_cast<std::uint8_t>(bits >> (8 * i));
  out.raw(bytes, sizeof bytes);
}
inline double loadReal(BoundedInput& in) {
  const auto bytes = in.raw(8);
  if (!in.ok()) return 0;
  std::uint64_t bits = 0;
  for (std::size_t i = 0; i < 8; ++i) bits |= static_cast<std::uint64_t>(bytes[i]) << (8 * i);
  double value = 0;
  std::memcpy(&value, &bits, sizeof value);
  return value;
}

// --- text, ids, lists
// -----------------------------------------------------------------------------

inline void save(BoundedOutput& out, const std::string& text) {
  out.varint(text.size());
  out.raw(text.data(), text.size());
}
inline void load(BoundedInput& in, std::string& text) {
  const std::size_t size = in.count();
  in.spend(size);
  const auto bytes = in.raw(size);
  if (!in.ok()) return;
  text.assign(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  if (!isUtf8(text)) in.fail();
}

inline void save(BoundedOutput& out, const Id& id) { out.raw(id.bytes.data(), id.bytes.size()); }
inline void load(BoundedInput& in, Id& id) {
  const auto bytes = in.raw(16);
  if (in.ok()) std::memcpy(id.bytes.data(), bytes.data(), 16);
}

template <class T>
void save(BoundedOutput& out, const std::vector<T>& list) {
  out.varint(list.size());
  if constexpr (std::is_same_v<T, std::uint8_t>) {
    out.raw(list.data(), list.size());
  } else {
    for (const T& element : list) out(element);
  }
}
template <class T>
void load(BoundedInput& in, std::vector<T>& list) {
  list.clear();
  const std::size_t size = in.count();
  if constexpr (std::is_same_v<T, std::uint8_t>) {
    in.spend(size);
    const auto bytes = in.raw(size);
    if (in.ok()) list.assign(bytes.begin(), bytes.end());
  } else {
    // Grows as elements really arrive: the count alone allocates nothing.
    for (std::size_t i = 0; i < size && in.ok(); ++i) {
      in.spend(sizeof(T));
      if (!in.ok()) break;
      list.emplace_back();
      in(list.back());
    }
  }
}

// --- field values
// ---------------------------------------------------------------------------------

inline void save(BoundedOutput& out, const Value& value) {
  out.varint(value.index());
  if (const auto* integer = std::get_if<std::int64_t>(&value))
    out(*integer);
  else if (const auto* real = std::get_if<double>(&value))
    saveReal(out, *real);
  else if (const auto* text = std::get_if<std::string>(&value))
    out(*text);
  else if (const auto* id = std::get_if<Id>(&value))
    out(*id);
}
inline void load(BoundedInput& in, Value& value) {
  switch (in.varint()) {
    case 0:
      value = Value{};
      return;
    case 1: {
      std::int64_t integer = 0;
      in(integer);
      value = integer;
      return;
    }
    case 2:
      value = loadReal(in);
      return;
    case 3: {
      std::string text;
      in(text);
      value = std::move(text);
      return;
    }
    case 4: {
      Id id;
      in(id);
      value = id;
      return;
    }
    default:
      in.fail();
  }
}

inline void save(BoundedOutput& out, const FieldChange& change) { out(change.field, change.value); }
inline void load(BoundedInput& in, FieldChange& change) { in(change.field, change.value); }

// --- whole messages
// -------------------------------------------------------------------------------

template <class T>
std::vector<std::uint8_t> encode(const T& message) {
  std::vector<std::uint8_t> bytes;
  BoundedOutput out(bytes);
  out(message);
  return bytes;
}

/// Errors: kProtocol with the byte position, for anything but exactly one well-formed T.
template <class T>
Result<T> decode(std::span<const std::uint8_t> bytes) {
  BoundedInput in(bytes);
  T message{};
  in(message);
  if (in.ok() && in.atEnd()) return message;
  Error error = makeError(ErrorCode::kProtocol, in.ok() ? "A sync message has bytes after its end."
                                                        : "A sync message is malformed.");
  error.position = in.position();
  return error;
}

}  // namespace pannier::sync
