#include <catch2/catch.hpp>

#include "server-stub/net/message.h"
#include "server-stub/net/router.h"
#include "server-stub/net/wire.h"

using namespace pannier;
using namespace pannier::server;

TEST_CASE("headers are found without regard to case") {
  Request request;
  request.headers = {{"content-TYPE", "a"}, {"Content-Type", "b"}};
  CHECK(request.header("Content-Type") == "a");
  CHECK(request.header("Accept").empty());
}

TEST_CASE("no value can start another header") {
  Response response = textResponse("hi");
  response.headers.emplace_back("X-Bad", "a\r\nSet-Cookie: x=y");
  response.headers.emplace_back("X-Also\nBad", "a");
  const std::string head = formatHead(response, true, 784'111'777'000);
  CHECK_THAT(head, Catch::StartsWith("HTTP/1.1 200 OK\r\nDate: Sun, 06 Nov 1994 08:49:37 GMT\r\n"));
  CHECK_THAT(head, !Catch::Contains("Set-Cookie") && !Catch::Contains("Also"));
  CHECK_THAT(head, Catch::EndsWith("Content-Length: 2\r\nConnection: keep-alive\r\n\r\n"));
}

TEST_CASE("an answer without a body announces no length") {
  Response response;
  response.status = 304;
  CHECK_THAT(formatHead(response, false, 0), !Catch::Contains("Content-Length"));
}

TEST_CASE("errors have one JSON shape, with position only when known") {
  Error error = makeError(ErrorCode::kParse, "Wrong.", "query");
  CHECK(errorToJson(error).dump() == R"({"code":"parse","message":"Wrong.","field":"query"})");
  error.position = 3;
  error.length = 2;
  CHECK(errorToJson(error).dump() ==
        R"({"code":"parse","message":"Wrong.","field":"query","position":3,"length":2})");
  CHECK(errorResponse(error).status == 400);
  CHECK(errorResponse(makeError(ErrorCode::kUnauthenticated, "x")).status == 401);
}

TEST_CASE("a body must be a JSON object, nothing counts as an empty one") {
  Request request;
  CHECK(parseJsonBody(request).ok());
  request.body = "[]";
  CHECK_FALSE(parseJsonBody(request).ok());
  request.body = "{\"a\":1}";
  CHECK(parseJsonBody(request)->view().find("a").asInteger() == 1);
}

TEST_CASE(
    "the client's address is taken from a proxy only when it is trusted, and then its last entry") {
  CHECK(clientAddress("10.0.0.1", "1.2.3.4", false) == "10.0.0.1");
  CHECK(clientAddress("10.0.0.1", "6.6.6.6, 1.2.3.4", true) == "1.2.3.4");
  CHECK(clientAddress("10.0.0.1", "", true) == "10.0.0.1");
  CHECK(clientAddress("10.0.0.1", std::string(100, '1'), true) == "10.0.0.1");
}

TEST_CASE("exact routes win over prefixes and keep their methods to themselves") {
  Router router;
  const auto route = [](std::string name, std::string method, std::string path) {
    Route made;
    made.name = std::move(name);
    made.method = std::move(method);
    made.path = std::move(path);
    return made;
  };
  router.add(route("static", "GET", "/*"));
  router.add(route("api", "POST", "/api/*"));
  router.add(route("link", "POST", "/auth/link"));
  CHECK(router.match("GET", "/x").route->name == "static");
  CHECK(router.match("HEAD", "/x").route->name == "static");
  CHECK(router.match("POST", "/api/a.b").route->name == "api");
  CHECK(router.match("POST", "/auth/link").route->name == "link");
  CHECK(router.match("GET", "/auth/link").route == nullptr);
  CHECK(router.match("GET", "/auth/link").allow == "POST");
  CHECK(router.match("GET", "/api/a").allow == "POST");
  CHECK(router.match("PUT", "/x").allow == "GET, HEAD");
}
