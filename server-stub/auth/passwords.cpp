#include "server-stub/auth/passwords.h"

#include <sodium.h>

#include <algorithm>
#include <array>

#include "core/base/check.h"
#include "core/base/text.h"

namespace pannier::server {
namespace {

constexpr std::size_t kMaxPasswordBytes = 1024;

std::size_t countCharacters(std::string_view text) noexcept {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xc0) != 0x80;
  }));
}

}  // namespace

Passwords::Passwords(const PasswordCost& cost) : cost_(cost) {
  std::array<char, 32> random{};
  randombytes_buf(random.data(), random.size());
  auto decoy = hash(std::string_view(random.data(), random.size()));
  PANNIER_CHECK(decoy.ok());
  decoy_ = *decoy;
}

Result<std::string> Passwords::hash(std::string_view password) const {
  std::array<char, crypto_pwhash_STRBYTES> out{};
  if (crypto_pwhash_str(out.data(), password.data(), password.size(), cost_.operations,
                        cost_.memoryBytes) != 0) {
    return makeError(ErrorCode::kInternal, "The password could not be hashed: not enough memory.");
  }
  return std::string(out.data());
}

bool Passwords::verify(std::string_view stored, std::string_view password) const {
  const bool known = !stored.empty() && stored.size() < crypto_pwhash_STRBYTES;
  const std::string hash(known ? stored : std::string_view(decoy_));
  const std::string_view bounded = password.substr(0, kMaxPasswordBytes);
  const bool right = crypto_pwhash_str_verify(hash.c_str(), bounded.data(), bounded.size()) == 0;
  return known && right && bounded.size() == password.size();
}

Status checkNewPassword(std::string_view password, std::string_view email, std::size_t minLength) {
  const auto refuse = [](std::string message) {
    return makeError(ErrorCode::kInvalidArgument, std::move(message), "password");
  };
  if (!isUtf8(password)) return refuse("The password is not valid UTF-8 text.");
  if (password.size() > kMaxPasswordBytes)
    return refuse("The password is longer than 1,024 bytes.");
  if (countCharacters(password) < minLength) {
    return refuse("The password must have at least " + std::to_string(minLength) + " characters.");
  }
  if (equalsIgnoringAsciiCase(password, email)) {
    return refuse("The password must not be the e-mail address.");
  }
  if (std::all_of(password.begin(), password.end(),
                  [&](char c) { return c == password.front(); })) {
    return refuse("The password must not be one character repeated.");
  }
  return {};
}

}  // namespace pannier::server
