#include <catch2/catch.hpp>

#include "sync/hybrid_clock.h"
#include "sync/merge.h"

using namespace pannier;
using namespace pannier::sync;
using registry::MergeClass;

namespace {

std::vector<Value> one(std::int64_t value) { return {Value{value}}; }

MergeOutcome merge(MergeClass kind, const Value& stored, const Register& writer,
                   const Value& incoming, const Incoming& author) {
  return mergeRegister(kind, std::span(&stored, 1), writer, std::span(&incoming, 1), author);
}

/// Every state of a small domain: 3 devices, 3 stamps, 3 values and null. A (stamp, device) has one
/// value, as in life: one transaction writes a register once.
std::vector<Versioned> smallDomain(bool group) {
  std::vector<Versioned> all;
  for (Stamp stamp = 1; stamp <= 3; ++stamp) {
    for (std::uint32_t device = 1; device <= 3; ++device) {
      for (std::int64_t value = 0; value <= 3; ++value) {
        std::vector<Value> values = value == 0 ? std::vector<Value>{Value{}} : one(value);
        if (group) values.push_back(Value{value * 10});
        all.push_back({values, stamp, device});
      }
    }
  }
  return all;
}

}  // namespace

TEST_CASE("joining two replicas is commutative, associative and idempotent for every merge class") {
  const auto kind = GENERATE(MergeClass::kLww, MergeClass::kLwwGroup, MergeClass::kKeepCopy,
                             MergeClass::kMax, MergeClass::kMin);
  const auto all = smallDomain(kind == MergeClass::kLwwGroup);
  bool commutative = true;
  bool associative = true;
  bool idempotent = true;
  for (const auto& a : all) {
    idempotent = idempotent && join(kind, a, a) == a;
    for (const auto& b : all) {
      const Versioned ab = join(kind, a, b);
      commutative = commutative && ab == join(kind, b, a);
      for (const auto& c : all)
        associative = associative && join(kind, ab, c) == join(kind, a, join(kind, b, c));
    }
  }
  CHECK(commutative);
  CHECK(associative);
  CHECK(idempotent);
}

TEST_CASE("a group is taken whole or not at all") {
  for (const auto& a : smallDomain(true)) {
    for (const auto& b : smallDomain(true)) {
      const Versioned result = join(MergeClass::kLwwGroup, a, b);
      REQUIRE((result == a || result == b));
    }
  }
}

TEST_CASE("the causal length of a set member joins to the longer history in any order") {
  for (std::int64_t a = 0; a < 6; ++a) {
    for (std::int64_t b = 0; b < 6; ++b) {
      CHECK(joinCausalLength(a, b) == joinCausalLength(b, a));
      CHECK(joinCausalLength(a, a) == a);
      for (std::int64_t c = 0; c < 6; ++c) {
        CHECK(joinCausalLength(joinCausalLength(a, b), c) ==
              joinCausalLength(a, joinCausalLength(b, c)));
      }
    }
  }
}

TEST_CASE("a change by somebody who saw the stored value wins whatever the clocks say") {
  const Register writer{stampOf(9'000), 1, 7};
  const MergeOutcome outcome = merge(MergeClass::kLww, Value{std::int64_t{1}}, writer,
                                     Value{std::int64_t{2}}, {stampOf(10), 2, 7});
  CHECK(outcome.take);
  CHECK(outcome.sequential);
  CHECK_FALSE(outcome.conflict);
  CHECK(outcome.stamp == writer.stamp + 1);
}

TEST_CASE("a device follows its own changes although it has not pulled them yet") {
  CHECK(isSequential({stampOf(5), 3, 100}, {stampOf(4), 3, 0}));
  CHECK_FALSE(isSequential({stampOf(5), 3, 100}, {stampOf(6), 4, 99}));
}

TEST_CASE("of two concurrent values the later stamp stays and the other is a conflict") {
  const Register writer{stampOf(50), 1, 7};
  const MergeOutcome later = merge(MergeClass::kLww, Value{std::int64_t{1}}, writer,
                                   Value{std::int64_t{2}}, {stampOf(60), 2, 3});
  CHECK(later.take);
  CHECK(later.conflict);
  const MergeOutcome earlier = merge(MergeClass::kLww, Value{std::int64_t{1}}, writer,
                                     Value{std::int64_t{2}}, {stampOf(40), 2, 3});
  CHECK_FALSE(earlier.take);
  CHECK(earlier.conflict);
  const MergeOutcome tie = merge(MergeClass::kLww, Value{std::int64_t{1}}, writer,
                                 Value{std::int64_t{2}}, {stampOf(50), 2, 3});
  CHECK(tie.take);  // equal stamps: the higher device number, on every side
}

TEST_CASE("two people who concurrently write the same value have no conflict") {
  const MergeOutcome outcome =
      merge(MergeClass::kKeepCopy, Value{std::string("x")}, {stampOf(50), 1, 7},
            Value{std::string("x")}, {stampOf(60), 2, 3});
  CHECK_FALSE(outcome.conflict);
}

TEST_CASE("max and min keep the furthest value and never make a conflict") {
  const Register writer{stampOf(50), 1, 7};
  const Value five{std::int64_t{5}};
  const Value nine{std::int64_t{9}};
  CHECK(merge(MergeClass::kMax, five, writer, nine, {stampOf(1), 2, 0}).take);
  CHECK_FALSE(merge(MergeClass::kMax, nine, writer, five, {stampOf(99), 2, 99}).take);
  CHECK(merge(MergeClass::kMin, nine, writer, five, {stampOf(1), 2, 0}).take);
  CHECK_FALSE(merge(MergeClass::kMin, five, writer, nine, {stampOf(99), 2, 99}).take);
  CHECK(merge(MergeClass::kMin, Value{}, writer, nine, {stampOf(1), 2, 0}).take);
  CHECK_FALSE(merge(MergeClass::kMax, nine, writer, Value{}, {stampOf(99), 2, 99}).take);
  CHECK_FALSE(merge(MergeClass::kMax, nine, writer, five, {stampOf(99), 2, 0}).conflict);
}

TEST_CASE("an immutable value stays, but may be filled in once") {
  const Register writer{stampOf(50), 1, 7};
  CHECK_FALSE(merge(MergeClass::kImmutable, Value{std::string("a")}, writer,
                    Value{std::string("b")}, {stampOf(99), 1, 99})
                  .take);
  CHECK(merge(MergeClass::kImmutable, Value{}, writer, Value{std::string("b")}, {stampOf(1), 2, 0})
            .take);
}

TEST_CASE("the hybrid clock never repeats on a frozen or backward wall clock") {
  HybridClock clock;
  Stamp last = clock.tick(1'000);
  CHECK(last == stampOf(1'000));
  for (int i = 0; i < 70'000; ++i) {
    const Stamp next = clock.tick(i % 2 == 0 ? 1'000 : 10);
    REQUIRE(next > last);
    last = next;
  }
  // 65,536 stamps fit in a millisecond; the rest were borrowed from the next one.
  CHECK(stampMs(last) == 1'001);
  CHECK(clock.tick(5'000) == stampOf(5'000));
}

TEST_CASE("what a place has seen lies before what it does next") {
  HybridClock clock(stampOf(100, 3));
  clock.receive(stampOf(9'000, 4));
  CHECK(clock.tick(50) == stampOf(9'000, 5));
  clock.receive(stampOf(1));
  CHECK(clock.last() == stampOf(9'000, 5));
}

TEST_CASE("broken wall clocks keep the arithmetic in range") {
  HybridClock clock;
  CHECK(clock.tick(-5) >= 0);
  CHECK(clock.tick(INT64_MAX) > 0);
  CHECK(clock.tick(INT64_MAX) > 0);
}
