#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "core/base/result.h"
#include "sync/messages.h"

namespace pannier::sync {

/// A frame: 16 bytes of header, then one message.
///
///   0  4  magic "PNR\x01"
///   4  1  protocol version
///   5  1  type
///   6  2  flags, little-endian; bit 0: body is deflated (not used by version 1, refused)
///   8  4  raw_len: size of the body after decompression
///   12 4  body_len: size of the body as it follows
enum class FrameType : std::uint8_t {
  kHello = 1,
  kWelcome = 2,
  kPush = 3,
  kAck = 4,
  kPull = 5,
  kPage = 6,
  kError = 7,
};

inline constexpr std::size_t kFrameHeaderBytes = 16;
/// Largest body of a POST to /sync and of its answer.
inline constexpr std::size_t kMaxExchangeBytes = 16u << 20;
inline constexpr std::size_t kMaxFramesPerExchange = 8;

/// Largest body of a type; 0 for an unknown type.
std::size_t maxBodyBytes(std::uint8_t type) noexcept;

struct Frame {
  FrameType type{};
  std::span<const std::uint8_t> body;  ///< points into the bytes given to readFrames
};

/// Splits bytes into frames, checking every header before looking further. Errors: kProtocol (wrong
/// magic, type, length, cut short), kUnsupported (other protocol version or compressed), kTooLarge.
Result<std::vector<Frame>> readFrames(std::span<const std::uint8_t> bytes);

void appendFrame(std::vector<std::uint8_t>& out, FrameType type,
                 std::span<const std::uint8_t> body);

template <class T>
void appendMessage(std::vector<std::uint8_t>& out, FrameType type, const T& message) {
  appendFrame(out, type, encode(message));
}

}  // namespace pannier::sync
