#include <catch2/catch.hpp>

#include "server-stub/net/cookies.h"

using namespace pannier::server;

TEST_CASE("a cookie is found by its whole name, the first one when it comes twice") {
  CHECK(findCookie("a=1; pannier_session=xyz; b=2", "pannier_session") == "xyz");
  CHECK(findCookie("xpannier_session=no; pannier_session=yes", "pannier_session") == "yes");
  CHECK(findCookie("s=first;s=second", "s") == "first");
  CHECK(findCookie("s=a=b", "s") == "a=b");
  CHECK(findCookie("", "s").empty());
  CHECK(findCookie("s", "s").empty());
  CHECK(findCookie(";;; =; s=1;", "s") == "1");
}

TEST_CASE("the session cookie is closed to scripts and to other sites, and Secure over HTTPS") {
  CHECK(setCookie("n", "v", {60, false}) == "n=v; Path=/; HttpOnly; SameSite=Strict; Max-Age=60");
  CHECK(setCookie("n", "", {0, true}) ==
        "n=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0; Secure");
  CHECK(sessionCookieName(true).substr(0, 7) == "__Host-");
}
