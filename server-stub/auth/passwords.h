#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/base/result.h"

namespace pannier::server {

/// Work of one password hash (argon2id). The defaults are libsodium's "interactive": 64 MiB, 2
/// passes.
struct PasswordCost {
  std::uint64_t operations = 2;
  std::size_t memoryBytes = 64u << 20;
};

/// Hashes and checks passwords. Slow by design: never on a network thread.
class Passwords {
 public:
  explicit Passwords(const PasswordCost& cost = {});

  /// The self-describing argon2id string to store.
  [[nodiscard]] Result<std::string> hash(std::string_view password) const;

  /// `stored` empty means there is no such user or no password: then the same work is done against
  /// a hash nobody knows the password of, so that the time tells nothing.
  [[nodiscard]] bool verify(std::string_view stored, std::string_view password) const;

 private:
  PasswordCost cost_;
  std::string decoy_;
};

/// Rules for a new password; the error says which one it breaks.
Status checkNewPassword(std::string_view password, std::string_view email, std::size_t minLength);

}  // namespace pannier::server
