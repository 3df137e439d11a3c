#include "sync/frame.h"

#include <array>

namespace pannier::sync {
namespace {

constexpr std::array<std::uint8_t, 4> kMagic{'P', 'N', 'R', 1};
constexpr std::uint16_t kDeflated = 1;

std::uint32_t readU32(std::span<const std::uint8_t> bytes, std::size_t at) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < 4; ++i) value |= static_cast<std::uint32_t>(bytes[at + i]) << (8 * i);
  return value;
}

void appendU32(std::vector<std::uint8_t>& out, std::uint32_t value) {
  for (int i = 0; i < 4; ++i) out.push_back(static_cast<std::uint8_t>(value >> (8 * i)));
}

Error frameError(ErrorCode code, std::string message, std::size_t position) {
  Error error = makeError(code, std::move(message));
  error.position = position;
  return error;
}

Result<Frame> readFrame(std::span<const std::uint8_t> bytes, std::size_t at) {
  const auto rest = bytes.subspan(at);
  if (rest.size() < kFrameHeaderBytes) {
    return frameError(ErrorCode::kProtocol, "A sync frame is cut short in its header.", at);
  }
  for (std::size_t i = 0; i < kMagic.size(); ++i) {
    if (rest[i] != kMagic[i])
      return frameError(ErrorCode::kProtocol, "These bytes are not a sync frame.", at);
  }
  if (rest[4] != kProtocolVersion) {
    return frameError(ErrorCode::kUnsupported,
                      "The sync frame has protocol version " + std::to_string(rest[4]) +
                          "; this program knows version " + std::to_string(kProtocolVersion) + ".",
                      at + 4);
  }
  const unsigned flags = static_cast<unsigned>(rest[6]) | static_cast<unsigned>(rest[7]) << 8;
  if ((flags & kDeflated) != 0) {
    return frameError(ErrorCode::kUnsupported,
                      "Compressed sync frames are not supported by this version.", at + 6);
  }
  if (flags != 0)
    return frameError(ErrorCode::kProtocol, "A sync frame has unknown flags.", at + 6);
  const std::size_t limit = maxBodyBytes(rest[5]);
  if (limit == 0)
    return frameError(ErrorCode::kProtocol, "A sync frame has an unknown type.", at + 5);
  const std::uint32_t rawLength = readU32(rest, 8);
  const std::uint32_t bodyLength = readU32(rest, 12);
  if (bodyLength > limit)
    return frameError(ErrorCode::kTooLarge, "A sync frame is larger than its type allows.",
                      at + 12);
  if (rawLength != bodyLength)
    return frameError(ErrorCode::kProtocol, "A sync frame names two lengths.", at + 8);
  if (bodyLength > rest.size() - kFrameHeaderBytes) {
    return frameError(ErrorCode::kProtocol, "A sync frame is cut short.", at + 12);
  }
  return Frame{static_cast<FrameType>(rest[5]), rest.subspan(kFrameHeaderBytes, bodyLength)};
}

}  // namespace

std::size_t maxBodyBytes(std::uint8_t type) noexcept {
  switch (static_cast<FrameType>(type)) {
    case FrameType::kHello:
    case FrameType::kWelcome:
    case FrameType::kPull:
    case FrameType::kError:
      return 64u << 10;
    case FrameType::kPush:
    case FrameType::kAck:
    case FrameType::kPage:
      return 8u << 20;
  }
  return 0;
}

Result<std::vector<Frame>> readFrames(std::span<const std::uint8_t> bytes) {
  if (bytes.size() > kMaxExchangeBytes) {
    return frameError(ErrorCode::kTooLarge, "The sync request is larger than 16 MiB.",
                      kMaxExchangeBytes);
  }
  std::vector<Frame> frames;
  for (std::size_t at = 0; at < bytes.size();) {
    if (frames.size() == kMaxFramesPerExchange) {
      return frameError(ErrorCode::kTooLarge, "The sync request has more than 8 frames.", at);
    }
    PANNIER_ASSIGN(Frame frame, readFrame(bytes, at));
    at += kFrameHeaderBytes + frame.body.size();
    frames.push_back(frame);
  }
  return frames;
}

void appendFrame(std::vector<std::uint8_t>& out, FrameType type,
                 std::span<const std::uint8_t> body) {
  out.insert(out.end(), kMagic.begin(), kMagic.end());
  out.push_back(kProtocolVersion);
  out.push_back(static_cast<std::uint8_t>(type));
  out.push_back(0);
  out.push_back(0);
  appendU32(out, static_cast<std::uint32_t>(body.size()));
  appendU32(out, static_cast<std::uint32_t>(body.size()));
  out.insert(out.end(), body.begin(), body.end());
}

}  // namespace pannier::sync
