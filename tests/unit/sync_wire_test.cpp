#include <catch2/catch.hpp>
#include <string>

#include "sync/frame.h"
#include "sync/messages.h"

using namespace pannier;
using namespace pannier::sync;

namespace {

TxBody sampleBody() {
  WireOp op;
  op.entity = 1;
  op.row = *parseId("0198c5d0-7f3a-7abc-8def-0123456789ab");
  op.kind = OpKind::kPatch;
  op.base = 300;
  op.fields = {{1, Value{std::string("Zoë")}},
               {12, Value{std::int64_t{-5}}},
               {3, Value{}},
               {4, Value{1.5}},
               {5, Value{op.row}}};
  TxBody body;
  body.stamp = stampOf(1'800'000'000'000, 7);
  body.schema = 1;
  body.cursor = 299;
  body.ops = {op};
  return body;
}

std::string hex(const std::vector<std::uint8_t>& bytes) {
  std::string text;
  for (const std::uint8_t byte : bytes) {
    text += "0123456789abcdef"[byte >> 4];
    text += "0123456789abcdef"[byte & 15];
  }
  return text;
}

template <class T>
bool refuses(const std::vector<std::uint8_t>& bytes) {
  const auto result = decode<T>(bytes);
  return !result.ok() && result.error().code == ErrorCode::kProtocol;
}

}  // namespace

TEST_CASE("protocol version 1 keeps its bytes for ever") {
  Hello hello;
  hello.device = 300;
  hello.request = 7;
  hello.epoch = "ab";
  hello.schema = 1;
  std::vector<std::uint8_t> frame;
  appendMessage(frame, FrameType::kHello, hello);
  CHECK(hex(frame) ==
        "504e5201"
        "01010000"
        "08000000"
        "08000000"
        "ac0207026162"
        "0100");
  CHECK(hex(encode(sampleBody())) ==
        "8e8080808a978ca303"
        "01"
        "d604"
        "01"
        "01"
        "0198c5d07f3a7abc8def0123456789ab"
        "02"
        "d804"
        "00"
        "05"
        "0103045a6fc3ab"
        "0c0109"
        "0300"
        "0402000000000000f83f"
        "05040198c5d07f3a7abc8def0123456789ab"
        "00");
  Page page;
  page.from = 5;
  page.to = 9;
  page.more = true;
  page.rows = {{4, Id{}, 9, 1, true, {{2, Value{std::string("vip")}}}}};
  CHECK(hex(encode(page)) ==
        "000a12010104"
        "00000000000000000000000000000000"
        "12020101"
        "020303766970"
        "00");
}

TEST_CASE("a message that was encoded decodes to itself") {
  const auto body = decode<TxBody>(encode(sampleBody()));
  REQUIRE(body.ok());
  CHECK(body->ops[0].fields == sampleBody().ops[0].fields);
  CHECK(body->ops[0].row == sampleBody().ops[0].row);
  CHECK(encode(*body) == encode(sampleBody()));
}

TEST_CASE("every cut of a message is refused") {
  const auto bytes = encode(sampleBody());
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    CHECK(refuses<TxBody>({bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(size)}));
  }
  auto longer = bytes;
  longer.push_back(0);
  CHECK(refuses<TxBody>(longer));
}

TEST_CASE("a count larger than the bytes that follow allocates nothing and is refused") {
  CHECK(refuses<Ack>({0xff, 0xff, 0xff, 0xff, 0x7f, 0x00}));
  CHECK(refuses<PushedTx>({0x02, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f}));
  CHECK(refuses<Hello>({0x01, 0x01, 0xff, 0xff, 0xff, 0x7f}));
}

TEST_CASE("the decoded size has a budget of its own") {
  // Empty elements are cheap on the wire and dear in memory.
  std::vector<std::uint8_t> bytes(400'000, 0);
  BoundedInput in(bytes, 1'000);
  std::vector<FieldChange> list;
  bytes[0] = 0x80;
  bytes[1] = 0x80;
  bytes[2] = 0x04;  // 65,536 elements
  in(list);
  CHECK_FALSE(in.ok());
  CHECK(list.size() < 100);
}

TEST_CASE("bools, enums, numbers and texts that are none are refused") {
  CHECK(
      refuses<PageRow>({1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 2, 2, 0}));  // bool 2
  auto op = encode(sampleBody().ops[0]);
  op[17] = 9;  // kind
  CHECK(refuses<WireOp>(op));
  CHECK(refuses<Extension>({0x80, 0x80, 0x04, 0x00}));  // tag beyond 16 bits
  CHECK(refuses<Extension>(
      {0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x00}));  // endless varint
  CHECK(refuses<FieldChange>({0x01, 0x03, 0x02, 0xc3, 0x28}));               // not UTF-8
  CHECK(refuses<FieldChange>({0x01, 0x05}));                                 // unknown value tag
}

TEST_CASE("a message may have additions of a later version") {
  Pull pull;
  pull.cursor = 3;
  pull.extensions = {{900, {1, 2, 3}}};
  const auto read = decode<Pull>(encode(pull));
  REQUIRE(read.ok());
  CHECK(read->extensions.size() == 1);
}

TEST_CASE("frame headers are checked before their bodies") {
  std::vector<std::uint8_t> good;
  appendMessage(good, FrameType::kPull, Pull{});
  REQUIRE(readFrames(good).ok());
  const auto broken = [&](std::size_t at, std::uint8_t byte) {
    auto bytes = good;
    bytes[at] = byte;
    return readFrames(bytes);
  };
  CHECK(broken(0, 'X').error().code == ErrorCode::kProtocol);
  CHECK(broken(4, 2).error().code == ErrorCode::kUnsupported);
  CHECK(broken(5, 99).error().code == ErrorCode::kProtocol);
  CHECK(broken(6, 1).error().code == ErrorCode::kUnsupported);
  CHECK(broken(7, 1).error().code == ErrorCode::kProtocol);
  CHECK(broken(8, 77).error().code == ErrorCode::kProtocol);
  CHECK(broken(14, 0xff).error().code == ErrorCode::kTooLarge);
  CHECK(broken(12, 77).error().code == ErrorCode::kProtocol);
  good.pop_back();
  CHECK_FALSE(readFrames(good).ok());
  CHECK(readFrames({}).ok());
}
