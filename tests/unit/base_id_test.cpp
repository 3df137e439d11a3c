#include <catch2/catch.hpp>
#include <set>

#include "tests/unit/support/memory_shop.h"

using namespace pannier;

TEST_CASE("ids made one after another ascend, also when the clock stands still or goes back") {
  test::FixedWorld world;
  IdSource ids(world.environment);
  Id last = ids.next();
  for (int i = 0; i < 10'000; ++i) {
    if (i == 5'000) world.nowMs -= 1'000'000;
    const Id next = ids.next();
    REQUIRE(last < next);
    REQUIRE((next.bytes[6] >> 4) == 7);
    REQUIRE((next.bytes[8] >> 6) == 2);
    last = next;
  }
}

TEST_CASE("an id's text form reads back, and nothing else does") {
  test::FixedWorld world;
  IdSource ids(world.environment);
  const Id id = ids.next();
  CHECK(parseId(formatId(id)) == id);
  for (const char* wrong :
       {"", "x", "0198c5d0-7f3a-7abc-8def-0123456789a", "0198c5d0x7f3a-7abc-8def-0123456789ab",
        "0198c5d0-7f3a-7abc-8def-0123456789ag", "0198c5d0-7f3a-7abc-8def-0123456789abc"}) {
    CHECK_FALSE(parseId(wrong).has_value());
  }
}

TEST_CASE("a derived id depends on every part and on where parts end, and never changes") {
  CHECK(deriveId({"a", "bc"}) != deriveId({"ab", "c"}));
  CHECK(deriveId({"a"}) != deriveId({"a", ""}));
  CHECK(deriveId({"customer", "shopify", "1"}) == deriveId({"customer", "shopify", "1"}));
  // Pinned: rows on devices carry these for ever.
  CHECK(formatId(deriveId({"customer", "shopify", "1"})) == "86bef79d-dc0a-8623-bb86-08e25f7f8019");
  CHECK((deriveId({"x"}).bytes[6] >> 4) == 8);
}
