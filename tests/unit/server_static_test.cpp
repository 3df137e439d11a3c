#include <zlib.h>

#include <catch2/catch.hpp>

#include "server-stub/static/assets.h"
#include "server-stub/static/encoding.h"
#include "server-stub/static/mime.h"
#include "server-stub/static/security_headers.h"

using namespace pannier::server;

TEST_CASE("types follow the ending; wasm must stream-compile and unknown files never run") {
  CHECK(mimeType("assets/core.wasm") == "application/wasm");
  CHECK(mimeType("a.b.JS") == "text/javascript; charset=utf-8");
  CHECK(mimeType("manifest.webmanifest") == "application/manifest+json");
  CHECK(mimeType("x.exe") == "application/octet-stream");
  CHECK(mimeType("noending") == "application/octet-stream");
  CHECK(isCompressible(mimeType("a.wasm")));
  CHECK_FALSE(isCompressible(mimeType("a.png")));
}

TEST_CASE("only files named by their content are cached for ever") {
  CHECK(cacheControlFor("assets/app-abc.js") == "public, max-age=31536000, immutable");
  for (const char* path :
       {"index.html", "sw.js", "manifest.webmanifest", "widget.js", "my/assets/x.js"}) {
    CHECK(cacheControlFor(path) == "no-cache");
  }
}

TEST_CASE("the page answers for the app's own addresses, not for files or the API") {
  for (const char* path : {"customers", "segments/abc", "sync", "authors", "apis/x", ""})
    CHECK(isAppRoute(path));
  for (const char* path :
       {"a.js", "v1.2/x", "api", "api/x", "auth/x", "sync/socket", "assets/x", "metrics"}) {
    CHECK_FALSE(isAppRoute(path));
  }
}

TEST_CASE("ETags match in lists, weakly, and by star") {
  CHECK(etagMatches("\"a\"", "\"a\""));
  CHECK(etagMatches("\"x\", W/\"a\" ,\"b\"", "\"a\""));
  CHECK(etagMatches(" * ", "\"a\""));
  CHECK_FALSE(etagMatches("", "\"a\""));
  CHECK_FALSE(etagMatches("\"ab\"", "\"a\""));
}

TEST_CASE("an encoding is used only when the client takes it") {
  CHECK(parseAcceptEncoding("gzip, deflate, br").brotli);
  CHECK(parseAcceptEncoding("GZIP;q=0.5").gzip);
  CHECK_FALSE(parseAcceptEncoding("gzip;q=0, br;q=0.000").gzip);
  CHECK_FALSE(parseAcceptEncoding("gzip;q=0, br;q=0.000").brotli);
  CHECK_FALSE(parseAcceptEncoding("").gzip);
  CHECK_FALSE(parseAcceptEncoding("xgzip").gzip);
}

TEST_CASE("gzip output inflates to its input and is the same each time") {
  std::string text;
  for (int i = 0; i < 20'000; ++i) text += std::to_string(i);
  const std::string packed = gzipCompress(text);
  CHECK(packed == gzipCompress(text));
  CHECK(packed.size() < text.size() / 2);
  std::string out(text.size() + 1, '\0');
  z_stream stream{};
  REQUIRE(inflateInit2(&stream, 15 + 16) == Z_OK);
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
  stream.avail_in = static_cast<uInt>(packed.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  CHECK(inflate(&stream, Z_FINISH) == Z_STREAM_END);
  out.resize(stream.total_out);
  inflateEnd(&stream);
  CHECK(out == text);
}

TEST_CASE("the policy allows no inline script and no eval but wasm") {
  const std::string policy = contentSecurityPolicy("shop.example:8787", {"https://a.example"});
  CHECK_THAT(policy,
             Catch::StartsWith("default-src 'none'; script-src 'self' 'wasm-unsafe-eval';"));
  CHECK_THAT(policy, Catch::Contains("style-src 'self';"));
  CHECK_THAT(policy,
             Catch::Contains("connect-src 'self' ws://shop.example:8787 wss://shop.example:8787;"));
  CHECK_THAT(policy, Catch::EndsWith("frame-ancestors 'self' https://a.example"));
  CHECK_THAT(policy, !Catch::Contains("'unsafe-eval'"));
  CHECK_THAT(policy, Catch::Contains("base-uri 'none'") && Catch::Contains("object-src 'none'"));
}

TEST_CASE("a forged Host header cannot write into the policy") {
  const std::string policy = contentSecurityPolicy("x; script-src *", {});
  CHECK_THAT(policy, !Catch::Contains("script-src *"));
  CHECK_THAT(policy, Catch::Contains("connect-src 'self';"));
}

TEST_CASE("security headers come with every answer and do not replace a handler's own") {
  Response response;
  response.set("Cross-Origin-Resource-Policy", "cross-origin");
  addSecurityHeaders(response);
  CHECK(response.header("cross-origin-resource-policy") == "cross-origin");
  CHECK(response.header("X-Content-Type-Options") == "nosniff");
  CHECK(response.header("Cross-Origin-Opener-Policy") == "same-origin");
  CHECK_THAT(std::string(response.header("Content-Security-Policy")), Catch::Contains("sandbox"));
}
