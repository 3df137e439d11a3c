#include "server-stub/metrics.h"

#include <cstdio>

namespace pannier::server {
namespace {

std::string number(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.9g", value);
  return text;
}

void head(std::string& out, std::string_view name, std::string_view type, std::string_view help) {
  out.append("# HELP ").append(name).append(" ").append(help).append("\n# TYPE ");
  out.append(name).append(" ").append(type).append("\n");
}

void single(std::string& out, std::string_view name, std::string_view type, std::string_view help,
            const std::string& value) {
  head(out, name, type, help);
  out.append(name).append(" ").append(value).append("\n");
}

}  // namespace

void Metrics::countRequest(std::string_view route, int status, double seconds,
                           std::uint64_t bytes) {
  const std::lock_guard lock(mutex_);
  auto found = routes_.find(route);
  if (found == routes_.end()) found = routes_.emplace(std::string(route), Route{}).first;
  Route& counts = found->second;
  ++counts.byStatus[status];
  ++counts.count;
  counts.seconds += seconds;
  counts.bytes += bytes;
  for (std::size_t i = 0; i < kBoundCount; ++i) {
    if (seconds <= kBounds[i]) ++counts.buckets[i];
  }
}

std::string Metrics::text() const {
  std::string out;
  single(out, "pannier_connections", "gauge", "Open TCP connections.",
         std::to_string(connections.load()));
  single(out, "pannier_websockets", "gauge", "Open, signed-in WebSocket connections.",
         std::to_string(websockets.load()));
  single(out, "pannier_head_sequence", "gauge", "The newest server sequence.",
         std::to_string(headSequence.load()));
  single(out, "pannier_connections_refused_total", "counter", "Connections over the limit.",
         std::to_string(connectionsRefused.load()));
  single(out, "pannier_pokes_sent_total", "counter", "Change notices sent to WebSockets.",
         std::to_string(pokesSent.load()));
  head(out, "pannier_sign_ins_total", "counter", "Sign-in attempts.");
  out += "pannier_sign_ins_total{result=\"accepted\"} " + std::to_string(signInsAccepted.load());
  out += "\npannier_sign_ins_total{result=\"refused\"} " + std::to_string(signInsRefused.load());
  out += "\n";

  const std::lock_guard lock(mutex_);
  head(out, "pannier_http_requests_total", "counter", "Answered HTTP requests.");
  for (const auto& [name, route] : routes_) {
    for (const auto& [status, count] : route.byStatus) {
      out += "pannier_http_requests_total{route=\"" + name + "\",status=\"" +
             std::to_string(status) + "\"} " + std::to_string(count) + "\n";
    }
  }
  head(out, "pannier_http_response_bytes_total", "counter", "Body bytes of answers.");
  for (const auto& [name, route] : routes_) {
    out += "pannier_http_response_bytes_total{route=\"" + name + "\"} " +
           std::to_string(route.bytes) + "\n";
  }
  const std::string histogram = "pannier_http_request_duration_seconds";
  head(out, histogram, "histogram", "Time from the whole header to the last byte handed over.");
  for (const auto& [name, route] : routes_) {
    for (std::size_t i = 0; i < kBoundCount; ++i) {
      out += histogram + "_bucket{route=\"" + name + "\",le=\"" + number(kBounds[i]) + "\"} " +
             std::to_string(route.buckets[i]) + "\n";
    }
    out += histogram + "_bucket{route=\"" + name + "\",le=\"+Inf\"} " + std::to_string(route.count);
    out += "\n" + histogram + "_sum{route=\"" + name + "\"} " + number(route.seconds);
    out +=
        "\n" + histogram + "_count{route=\"" + name + "\"} " + std::to_string(route.count) + "\n";
  }
  return out;
}

}  // namespace pannier::server
