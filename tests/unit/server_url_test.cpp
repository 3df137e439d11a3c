#include <catch2/catch.hpp>

#include "server-stub/net/url.h"

using namespace pannier::server;

TEST_CASE("a target is split at its first question mark") {
  CHECK(splitTarget("/a/b?c=d?e").path == "/a/b");
  CHECK(splitTarget("/a/b?c=d?e").query == "c=d?e");
  CHECK(splitTarget("/a").query.empty());
}

TEST_CASE("percent-decoding refuses broken escapes, control characters and invalid UTF-8") {
  CHECK(percentDecode("a%20b%C3%A9") == std::string("a b\xc3\xa9"));
  CHECK(percentDecode("") == std::string());
  for (const char* wrong : {"%", "%1", "%zz", "a%00b", "%0a", "%7f", "%ff", "%c3"}) {
    INFO(wrong);
    CHECK_FALSE(percentDecode(wrong));
  }
}

TEST_CASE("a safe path cannot leave its folder or name hidden files") {
  CHECK(safeRelativePath("/assets/app.js") == std::string("assets/app.js"));
  CHECK(safeRelativePath("/") == std::string());
  CHECK(safeRelativePath("/a/") == std::string("a/"));
  for (const char* wrong : {"", "a", "/..", "/../x", "/a/../b", "/%2e%2e/x", "/a/%2e/b",
                            "/.git/config", "//x", "/a//b", "/a\\b", "/%5c..", "/%00"}) {
    INFO(wrong);
    CHECK_FALSE(safeRelativePath(wrong));
  }
  CHECK_FALSE(safeRelativePath("/" + std::string(1024, 'a')));
}

TEST_CASE("origins are compared in lower case and without default ports") {
  CHECK(originOf("HTTPS://Shop.Example:443/path?x#y") == std::string("https://shop.example"));
  CHECK(originOf("http://localhost:8080") == std::string("http://localhost:8080"));
  CHECK(originOf("http://[::1]:80/") == std::string("http://[::1]"));
  for (const char* wrong : {"", "null", "ftp://x", "https://", "http://a b", "http://x:port", "//x",
                            "http://user@host", "javascript:alert(1)"}) {
    INFO(wrong);
    CHECK_FALSE(originOf(wrong));
  }
}

TEST_CASE("a Host header is a name or an address with an optional port, nothing else") {
  for (const char* fine :
       {"localhost", "127.0.0.1:8787", "[::1]:80", "[::1]", "shop-1.example:443"}) {
    INFO(fine);
    CHECK(isHostHeader(fine));
  }
  for (const char* wrong : {"", "a b", "a:", "a:123456", "a;b", "a/b", "[::1", "[zz]", "[::1]x",
                            ":80", "x' ws://evil"}) {
    INFO(wrong);
    CHECK_FALSE(isHostHeader(wrong));
  }
}

TEST_CASE("an origin pattern with a star covers every port of that host only") {
  CHECK(originMatches("http://localhost:5173", "http://localhost:*"));
  CHECK(originMatches("http://localhost", "http://localhost:*"));
  CHECK(originMatches("https://a.example", "https://a.example"));
  CHECK_FALSE(originMatches("http://localhost.evil.example", "http://localhost:*"));
  CHECK_FALSE(originMatches("http://localhost:5173.evil", "http://localhost:*"));
  CHECK_FALSE(originMatches("https://localhost:5173", "http://localhost:*"));
  CHECK_FALSE(originMatches("https://a.example:8443", "https://a.example"));
}
