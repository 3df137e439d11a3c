#include <catch2/catch.hpp>

#include "server-stub/log.h"
#include "server-stub/metrics.h"

using namespace pannier::server;

TEST_CASE("metrics count by route and status, with cumulative buckets") {
  Metrics metrics;
  metrics.headSequence = 12;
  metrics.countRequest("api", 200, 0.002, 10);
  metrics.countRequest("api", 200, 3.0, 20);
  metrics.countRequest("api", 404, 0.0001, 5);
  const std::string text = metrics.text();
  for (const char* line :
       {"pannier_head_sequence 12\n",
        "pannier_http_requests_total{route=\"api\",status=\"200\"} 2\n",
        "pannier_http_requests_total{route=\"api\",status=\"404\"} 1\n",
        "pannier_http_response_bytes_total{route=\"api\"} 35\n",
        "_bucket{route=\"api\",le=\"0.001\"} 1\n", "_bucket{route=\"api\",le=\"0.005\"} 2\n",
        "_bucket{route=\"api\",le=\"2.5\"} 2\n", "_bucket{route=\"api\",le=\"10\"} 3\n",
        "_bucket{route=\"api\",le=\"+Inf\"} 3\n", "_count{route=\"api\"} 3\n"}) {
    CHECK_THAT(text, Catch::Contains(line));
  }
}

TEST_CASE("a log line is one JSON object whatever is in its values") {
  LogLine line(LogLevel::kWarn, "test");
  line.set("path", "a\n\"b\xff");
  const std::string text = line.text();
  CHECK(text.find('\n') == std::string::npos);
  CHECK_THAT(text, Catch::Contains("\"level\":\"warn\",\"event\":\"test\""));
  CHECK_THAT(text, Catch::Contains("a\\n\\\"b"));
}

TEST_CASE("timestamps are UTC with milliseconds") {
  CHECK(formatTimestamp(0) == "1970-01-01T00:00:00.000Z");
  CHECK(formatTimestamp(1'769'903'999'123) == "2026-01-31T23:59:59.123Z");
}
