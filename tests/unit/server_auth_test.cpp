#include <sodium.h>

#include <catch2/catch.hpp>

#include "server-stub/auth/origin_check.h"
#include "server-stub/auth/passwords.h"
#include "server-stub/auth/rate_limiter.h"
#include "server-stub/auth/secrets.h"
#include "server-stub/auth/tickets.h"
#include "server-stub/environment.h"

using namespace pannier;
using namespace pannier::server;

namespace {

/// A clock the test moves, and real random bytes.
struct World {
  World() { initCrypto(); }
  std::int64_t now = 1'700'000'000'000;
  Environment environment{
      [this] { return now; },
      [](std::span<std::uint8_t> bytes) { randombytes_buf(bytes.data(), bytes.size()); }};
};

Request requestWith(HeaderList headers) {
  Request request;
  request.headers = std::move(headers);
  return request;
}

}  // namespace

TEST_CASE("a secret's text leads back to its id and hash, and only for its own kind") {
  World world;
  IdSource ids(world.environment);
  const Secret secret = makeSecret(SecretKind::kLink, ids, world.environment);
  const std::string text = secret.text();
  CHECK(text.size() == 68);
  CHECK(text.substr(0, 4) == "pnl_");
  const auto parsed = parseSecret(SecretKind::kLink, text);
  REQUIRE(parsed);
  CHECK(parsed->id == secret.id);
  CHECK(hashMatches(parsed->hash(), secret.hash()));
  CHECK_FALSE(parseSecret(SecretKind::kSession, text));
  CHECK_FALSE(parseSecret(SecretKind::kLink, text + "A"));
  CHECK_FALSE(parseSecret(SecretKind::kLink, text.substr(0, 67)));
  CHECK_FALSE(parseSecret(SecretKind::kLink, "pnl_" + std::string(64, '*')));
  CHECK_FALSE(parseSecret(SecretKind::kLink, ""));
}

TEST_CASE("hashes of another length never match") {
  World world;
  IdSource ids(world.environment);
  const SecretHash hash = makeSecret(SecretKind::kLink, ids, world.environment).hash();
  CHECK_FALSE(hashMatches(hash, {}));
  CHECK_FALSE(hashMatches(hash, std::span(hash).first(31)));
}

TEST_CASE("only the right password of a known user is accepted") {
  World world;
  const Passwords passwords({1, 8192});  // the least libsodium takes, for the test's time
  const auto stored = passwords.hash("correct horse");
  REQUIRE(stored.ok());
  CHECK(stored->rfind("$argon2id$", 0) == 0);
  CHECK(passwords.verify(*stored, "correct horse"));
  CHECK_FALSE(passwords.verify(*stored, "correct horsf"));
  CHECK_FALSE(passwords.verify(*stored, ""));
  CHECK_FALSE(passwords.verify("", "anything"));
  CHECK_FALSE(passwords.verify("", ""));
  CHECK_FALSE(passwords.verify("not a hash", "not a hash"));
  CHECK_FALSE(passwords.verify(*stored, "correct horse" + std::string(2000, 'x')));
}

TEST_CASE("new passwords are long enough, are not the address, and count characters, not bytes") {
  CHECK(checkNewPassword("ten letters", "a@b.example", 10).ok());
  CHECK_FALSE(checkNewPassword("nine char", "a@b.example", 10).ok());
  CHECK_FALSE(checkNewPassword("\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9", "a@b.example", 10).ok());
  CHECK_FALSE(checkNewPassword("A@b.example", "a@b.example", 10).ok());
  CHECK_FALSE(checkNewPassword("aaaaaaaaaaaa", "a@b.example", 10).ok());
  CHECK_FALSE(checkNewPassword(std::string(1025, 'x') + "y", "a@b.example", 10).ok());
  CHECK_FALSE(checkNewPassword("bad \xff utf-8 text", "a@b.example", 10).ok());
}

TEST_CASE("a limiter allows its burst, then one attempt per refill") {
  RateLimiter limiter(3, 1000);
  for (int i = 0; i < 3; ++i) CHECK(limiter.take("a", 0) == 0);
  CHECK(limiter.take("a", 0) == 1000);
  CHECK(limiter.take("a", 400) == 600);
  CHECK(limiter.take("b", 400) == 0);
  CHECK(limiter.take("a", 1000) == 0);
  CHECK(limiter.take("a", 1000) > 0);
  limiter.forget("a");
  CHECK(limiter.take("a", 1000) == 0);
}

TEST_CASE("a limiter is not fooled by a clock that goes back and forgets old keys first") {
  RateLimiter limiter(1, 1000, 2);
  CHECK(limiter.take("a", 5000) == 0);
  CHECK(limiter.take("a", 0) > 0);
  CHECK(limiter.take("b", 0) == 0);
  CHECK(limiter.take("c", 0) == 0);
  CHECK(limiter.size() == 2);
  CHECK(limiter.take("b", 0) > 0);
  CHECK(limiter.take("a", 0) == 0);
}

TEST_CASE("a ticket opens once and within thirty seconds") {
  World world;
  Tickets tickets(world.environment);
  Id session;
  session.bytes[0] = 9;
  const auto text = tickets.issue({session, {}, 7});
  REQUIRE(text);
  const auto grant = tickets.redeem(*text);
  REQUIRE(grant);
  CHECK(grant->session == session);
  CHECK(grant->device == 7);
  CHECK_FALSE(tickets.redeem(*text));
  const auto late = tickets.issue({session, {}, 7});
  world.now += Tickets::kLifeMs;
  CHECK_FALSE(tickets.redeem(*late));
  CHECK_FALSE(tickets.redeem("pnk_nonsense"));
}

TEST_CASE("a request signed in by a cookie must come from our own page") {
  const auto own = [](HeaderList headers) {
    return checkCookieRequest(requestWith(std::move(headers)), "").ok();
  };
  CHECK(own({{"Host", "127.0.0.1:8787"}, {"Origin", "http://127.0.0.1:8787"}}));
  CHECK(own({{"Host", "crm.example"}, {"Origin", "https://crm.example"}}));
  CHECK(own({{"Sec-Fetch-Site", "same-origin"}}));
  CHECK_FALSE(own({{"Host", "127.0.0.1:8787"}, {"Origin", "http://127.0.0.1:9999"}}));
  CHECK_FALSE(own({{"Host", "127.0.0.1:8787"}, {"Origin", "null"}}));
  CHECK_FALSE(own({{"Host", "127.0.0.1:8787"}}));
  for (const char* site : {"cross-site", "same-site", "none"}) {
    CHECK_FALSE(own({{"Host", "a"}, {"Origin", "http://a"}, {"Sec-Fetch-Site", site}}));
  }
  CHECK(checkCookieRequest(requestWith({{"Host", "inner:80"}, {"Origin", "https://crm.example"}}),
                           "https://crm.example")
            .ok());
}

TEST_CASE("signing in is open to scripts but not to another site's page") {
  CHECK(checkSignInRequest(requestWith({{"Host", "a"}}), "").ok());
  CHECK(checkSignInRequest(requestWith({{"Host", "a"}, {"Origin", "http://a"}}), "").ok());
  CHECK_FALSE(checkSignInRequest(requestWith({{"Host", "a"}, {"Origin", "http://b"}}), "").ok());
}
