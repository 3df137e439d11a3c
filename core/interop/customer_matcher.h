#pragma once

#include <array>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "core/interop/import_session.h"

namespace pannier::interop {

struct AddressFacts {
  std::string name, line1, line2, city, region, postalCode, country, phone;
  [[nodiscard]] bool isEmpty() const noexcept {
    return line1.empty() && city.empty() && postalCode.empty() && country.empty();
  }
};

/// What a file says about one customer. Empty = it does not say.
struct CustomerFacts {
  std::int64_t line = 0;
  std::string system;  ///< whose id `externalId` is
  std::string externalId;
  std::string email, phone;  ///< as they stand in the file
  std::string firstName, lastName, company, language, birthDate, description;
  std::vector<std::string> tags;
  std::optional<bool> acceptsEmail, acceptsSms;
  AddressFacts address;
  std::int64_t createdAt = 0;
  std::string source;
};

/// Finds the customer a row is about, or makes it, and completes it with what it lacks. Identity is
/// the normalised e-mail, then the phone, then the other system's id; the strongest that is known
/// decides. Values a customer has are never overwritten, customers are never merged.
///
/// Remembers every customer of this file (about 200 bytes each).
class CustomerMatcher {
 public:
  explicit CustomerMatcher(ImportSession& session) : session_(session) {}

  /// None when the facts hold nothing to recognise a customer by.
  Result<Id> resolve(CustomerFacts& facts);

 private:
  struct Identity {
    std::string_view kind;
    std::string system;
    std::string value;
    Id row;       ///< id of the identity's row
    Id customer;  ///< whose it is; none = nobody's yet
  };
  /// What is remembered of a customer.
  struct Known {
    std::uint32_t filled = 0;  ///< bit by bit: fields that have a value
    bool isNew = false;
    bool countedChanged = false;
    bool addressesRead = false;
    bool hasDefaultAddress = false;
    std::array<bool, 2> consentRead{};
    std::array<std::uint8_t, 2> consent{};  ///< index into kConsentStates
    std::array<Id, 2> lastConsent{};        ///< the event that set it
    std::vector<Id> addresses;              ///< by content
    std::vector<std::string> countries;     ///< of its addresses
  };

  std::vector<Identity> identitiesOf(CustomerFacts& facts);
  Status lookUp(Identity& identity);
  Result<Id> choose(const std::vector<Identity>& identities, std::int64_t line);
  Result<Known*> knownOrNew(const CustomerFacts& facts, const Id& customer, bool found);
  Status fill(const CustomerFacts& facts, const Id& customer, Known& known, const StoredRow* row);
  Status addIdentities(const Id& customer, std::vector<Identity>& identities, Known& known);
  Status addTags(const CustomerFacts& facts, const Id& customer, Known& known);
  Status addConsent(const CustomerFacts& facts, const Id& customer, Known& known,
                    std::size_t channel, bool accepts);
  Status readConsent(const Id& customer, Known& known, std::size_t channel);
  Status addAddress(const CustomerFacts& facts, const Id& customer, Known& known);
  Status readAddresses(const Id& customer, Known& known);
  void changed(Known& known);

  ImportSession& session_;
  std::unordered_map<Id, Id, IdHash>
      owners_;  ///< identity row -> customer, also those this file makes
  std::unordered_map<Id, Known, IdHash> known_;
};

/// Splits "a, b ,,c" into tags; longer ones than 255 bytes are left out.
std::vector<std::string> splitTags(std::string_view text);

}  // namespace pannier::interop
