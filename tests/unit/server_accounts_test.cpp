#include <sodium.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>

#include "server-stub/auth/accounts.h"
#include "server-stub/data_lock.h"
#include "server-stub/environment.h"

using namespace pannier;
using namespace pannier::server;

namespace {

constexpr std::int64_t kDay = 24 * 3'600'000;

/// A fresh data folder, a clock the test moves, and the accounts in it.
struct Shop {
  Shop() : folder(makeFolder()), accounts(reopen()) {}
  ~Shop() {
    accounts.reset();
    std::filesystem::remove_all(folder);
  }
  static std::string makeFolder() {
    initCrypto();
    std::string pattern =
        (std::filesystem::temp_directory_path() / "pannier-accounts-XXXXXX").string();
    REQUIRE(::mkdtemp(pattern.data()) != nullptr);
    return pattern;
  }
  std::unique_ptr<Accounts> reopen() {
    auto opened = Accounts::open(folder, environment);
    REQUIRE(opened.ok());
    return std::move(opened).value();
  }
  std::optional<Principal> who(const std::string& text, SecretKind kind = SecretKind::kSession) {
    const auto secret = parseSecret(kind, text);
    if (!secret) return std::nullopt;
    auto found = accounts->authenticate(*secret, 30 * kDay);
    REQUIRE(found.ok());
    return std::move(found).value();
  }

  std::int64_t now = 1'700'000'000'000;
  Environment environment{
      [this] { return now; },
      [](std::span<std::uint8_t> bytes) { randombytes_buf(bytes.data(), bytes.size()); }};
  std::string folder;
  std::unique_ptr<Accounts> accounts;
};

}  // namespace

TEST_CASE("users have a normalised, unique address and a known role") {
  Shop shop;
  const auto ann = shop.accounts->addUser(" Ann@Shop.example ", "Ann\n", "staff");
  REQUIRE(ann.ok());
  CHECK(ann->email == "ann@shop.example");
  CHECK(ann->name == "Ann");
  CHECK(shop.accounts->addUser("ANN@shop.example", "", "staff").error().code ==
        ErrorCode::kConflict);
  CHECK(shop.accounts->addUser("nonsense", "", "staff").error().field == "email");
  CHECK(shop.accounts->addUser("b@shop.example", "", "king").error().field == "role");
  CHECK(shop.accounts->findUser("ann@SHOP.example").ok());
  CHECK(shop.accounts->findUser("bob@shop.example").error().code == ErrorCode::kNotFound);
  CHECK(shop.accounts->listUsers()->size() == 1);
}

TEST_CASE("the owner is made once and stays the first admin") {
  Shop shop;
  const Id owner = shop.accounts->ensureOwner("a@shop.example")->id;
  CHECK(shop.accounts->ensureOwner("b@shop.example")->id == owner);
  CHECK(shop.accounts->listUsers()->size() == 1);
}

TEST_CASE("a session lives as long as it is used and ends when it is not") {
  Shop shop;
  const User user = *shop.accounts->ensureOwner("a@shop.example");
  const std::string text = *shop.accounts->startSession(user.id, "Test", 30 * kDay);
  CHECK(shop.who(text)->email == "a@shop.example");
  shop.now += 20 * kDay;
  CHECK(shop.who(text));
  shop.now += 20 * kDay;
  CHECK(shop.who(text));
  shop.now += 31 * kDay;
  CHECK_FALSE(shop.who(text));
}

TEST_CASE("a session survives a restart; a changed secret or another kind does not open it") {
  Shop shop;
  const User user = *shop.accounts->ensureOwner("a@shop.example");
  std::string text = *shop.accounts->startSession(user.id, "Test", kDay);
  shop.accounts.reset();
  shop.accounts = shop.reopen();
  CHECK(shop.who(text));
  CHECK_FALSE(shop.who("pnt_" + text.substr(4), SecretKind::kApiToken));
  text[40] = text[40] == 'A' ? 'B' : 'A';
  CHECK_FALSE(shop.who(text));
}

TEST_CASE("only the owner of a session revokes it, and then it is gone at once") {
  Shop shop;
  const User ann = *shop.accounts->addUser("a@shop.example", "", "staff");
  const User bob = *shop.accounts->addUser("b@shop.example", "", "staff");
  const std::string text = *shop.accounts->startSession(ann.id, "Test", kDay);
  const Id session = shop.who(text)->session;
  CHECK_FALSE(shop.accounts->revokeSession(bob.id, session).ok());
  CHECK(shop.who(text));
  CHECK(shop.accounts->revokeSession(ann.id, session).ok());
  CHECK_FALSE(shop.who(text));
  CHECK(shop.accounts->listSessions(ann.id)->empty());
  CHECK_FALSE(shop.accounts->revokeSession(ann.id, session).ok());
}

TEST_CASE("an API token does not expire and names its user") {
  Shop shop;
  const User user = *shop.accounts->ensureOwner("a@shop.example");
  const std::string text = *shop.accounts->addToken(user.id, "nightly");
  shop.now += 1000 * kDay;
  const auto principal = shop.who(text, SecretKind::kApiToken);
  REQUIRE(principal);
  CHECK(principal->bearer);
  CHECK(principal->role == "admin");
}

TEST_CASE("a sign-in link works once, in time, and not as anything else") {
  Shop shop;
  const User user = *shop.accounts->ensureOwner("a@shop.example");
  const std::string link = *shop.accounts->addLink(user.id, 1000);
  CHECK_FALSE(shop.who("pns_" + link.substr(4)));
  CHECK(shop.accounts->redeemLink(link)->email == "a@shop.example");
  CHECK(shop.accounts->redeemLink(link).error().code == ErrorCode::kUnauthenticated);
  const std::string late = *shop.accounts->addLink(user.id, 1000);
  shop.now += 1000;
  CHECK_FALSE(shop.accounts->redeemLink(late).ok());
  CHECK_FALSE(shop.accounts->redeemLink("").ok());
}

TEST_CASE("a device belongs to its user and can be revoked") {
  Shop shop;
  const User ann = *shop.accounts->addUser("a@shop.example", "", "staff");
  const User bob = *shop.accounts->addUser("b@shop.example", "", "staff");
  const Id session = shop.who(*shop.accounts->startSession(ann.id, "Test", kDay))->session;
  CHECK(*shop.accounts->deviceOfSession(session) == 0);
  REQUIRE(shop.accounts->addDevice(5, ann.id, session, "Phone").ok());
  CHECK(*shop.accounts->deviceOfSession(session) == 5);
  CHECK(shop.accounts->useDevice(5, ann.id)->name == "Phone");
  CHECK(shop.accounts->useDevice(5, bob.id).error().code == ErrorCode::kPermission);
  CHECK(shop.accounts->useDevice(6, ann.id).error().code == ErrorCode::kPermission);
  CHECK_FALSE(shop.accounts->revokeDevice(bob.id, 5, true).ok());
  CHECK(shop.accounts->revokeDevice(ann.id, 5, true).ok());
  CHECK(shop.accounts->useDevice(5, ann.id)->revoked);
  CHECK(shop.accounts->useDevice(5, ann.id)->wipe);
  CHECK(*shop.accounts->deviceOfSession(session) == 0);
}

TEST_CASE("what ended long ago is swept away, what lives stays") {
  Shop shop;
  const User user = *shop.accounts->ensureOwner("a@shop.example");
  const std::string old = *shop.accounts->startSession(user.id, "Old", kDay);
  const std::string token = *shop.accounts->addToken(user.id, "t");
  shop.now += 60 * kDay;
  REQUIRE(shop.accounts->sweep().ok());
  CHECK_FALSE(shop.who(old));
  CHECK(shop.who(token, SecretKind::kApiToken));
  CHECK(shop.accounts->examine().ok());
}

TEST_CASE("accounts of a newer program are refused, not touched") {
  Shop shop;
  shop.accounts.reset();
  {
    auto raw = Database::open(shop.folder + "/server.db");
    REQUIRE(raw.ok());
    REQUIRE(raw->execute("PRAGMA user_version=99").ok());
  }
  const auto opened = Accounts::open(shop.folder, shop.environment);
  REQUIRE_FALSE(opened.ok());
  CHECK(opened.error().code == ErrorCode::kUnsupported);
}

TEST_CASE("a data folder has one holder; the next one learns which process") {
  Shop shop;
  auto first = DataLock::acquire(shop.folder);
  REQUIRE(first.ok());
  const auto second = DataLock::acquire(shop.folder);
  REQUIRE_FALSE(second.ok());
  CHECK_THAT(second.error().message, Catch::Contains("process " + std::to_string(::getpid())));
  { const DataLock moved = std::move(first).value(); }
  CHECK(DataLock::acquire(shop.folder).ok());
}
