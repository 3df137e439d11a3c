#include "core/base/environment.h"

namespace pannier {

Id IdSource::next() {
  const std::int64_t now = environment_.nowMs();
  if (now > lastMs_) {
    lastMs_ = now;
    counter_ = 0;
  } else if (++counter_ > 0xfff) {
    // A frozen or backward clock: borrow from the future rather than repeat or block.
    ++lastMs_;
    counter_ = 0;
  }
  Id id;
  environment_.fillRandom(std::span(id.bytes).subspan(8));
  for (int i = 0; i < 6; ++i) id.bytes[i] = static_cast<std::uint8_t>(lastMs_ >> (40 - 8 * i));
  id.bytes[6] = static_cast<std::uint8_t>(0x70 | (counter_ >> 8));
  id.bytes[7] = static_cast<std::uint8_t>(counter_);
  id.bytes[8] = static_cast<std::uint8_t>((id.bytes[8] & 0x3f) | 0x80);
  return id;
}

}  // namespace pannier
