#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/customers/customer_list.h"
#include "core/storage/database.h"

/// Who receives a campaign: the members of its segment without those of the excluded segment,
/// without those who have no address for the channel, without those who did not agree to it
/// (consent SUBSCRIBED). A campaign without a segment goes to nobody.
namespace pannier::campaigns {

struct AudienceRule {
  std::optional<Id> segment;
  std::optional<Id> excluded;
  std::string channel = "email";  ///< email sms push; push needs no address
};

/// Each customer of the segment is counted once: in the first of these that holds, or in
/// `audience`.
struct AudienceCounts {
  std::int64_t segment = 0;  ///< all members
  std::int64_t excluded = 0;
  std::int64_t withoutAddress = 0;
  std::int64_t withoutConsent = 0;
  std::int64_t audience = 0;
};

/// Conditions over `customer_rollup AS r`, ready to count and to list.
class Audience {
 public:
  /// Errors: kNotFound for a deleted segment, kInvalidArgument for an unknown channel, and what the
  /// segment language says about a query it cannot read.
  static Result<Audience> make(Database& database, const AudienceRule& rule, std::int64_t nowMs);

  [[nodiscard]] Result<AudienceCounts> count(Database& database) const;
  /// Receivers by name.
  [[nodiscard]] Result<std::vector<CustomerRow>> receivers(Database& database,
                                                           std::int64_t limit) const;

 private:
  CustomerFilter segment_;
  CustomerFilter excluded_;
  std::string address_;  ///< SQL of the channel's address
  std::string consent_;  ///< SQL of the channel's consent state
};

}  // namespace pannier::campaigns
