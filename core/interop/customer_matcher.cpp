#include "core/interop/customer_matcher.h"

#include <algorithm>
#include <span>

#include "core/base/text.h"

namespace pannier::interop {
namespace {

using registry::EntityNo;

constexpr std::string_view kOwner =
    "SELECT i.customer_id FROM customer_identity i JOIN customer c ON c.id = i.customer_id "
    "WHERE i.value = ? AND i.kind = ? AND coalesce(i.system, '') = ? AND i._cl % 2 = 1 AND c._cl % "
    "2 = 1 "
    "ORDER BY i.id LIMIT 1";
constexpr std::string_view kConsent =
    "SELECT id, state FROM consent_event WHERE customer_id = ? AND channel = ? AND _cl % 2 = 1 "
    "ORDER BY occurred_at DESC, id DESC LIMIT 1";
constexpr std::string_view kAddresses =
    "SELECT line1, postal_code, city, country, is_default FROM address WHERE customer_id = ? AND "
    "_cl % 2 = 1";

constexpr std::array<std::string_view, 2> kChannels{"email", "sms"};
/// Position 0 is what holds without any event.
constexpr std::array<std::string_view, 6> kConsentStates{
    "NOT_SUBSCRIBED", "SUBSCRIBED", "PENDING", "UNSUBSCRIBED", "INVALID", "REDACTED"};
constexpr std::uint8_t kNotSubscribed = 0;
constexpr std::uint8_t kSubscribed = 1;
constexpr std::uint8_t kPending = 2;
constexpr std::uint8_t kUnsubscribed = 3;

constexpr std::size_t kMaxTagBytes = 255;
constexpr std::size_t kMaxTags = 250;

/// Fields a file can fill, in the order of the bits of Known::filled.
struct Fillable {
  std::string_view name;
  std::string CustomerFacts::*fact;
};
constexpr std::array<Fillable, 8> kFillable{{{"first_name", &CustomerFacts::firstName},
                                             {"last_name", &CustomerFacts::lastName},
                                             {"email", &CustomerFacts::email},
                                             {"phone", &CustomerFacts::phone},
                                             {"company", &CustomerFacts::company},
                                             {"language", &CustomerFacts::language},
                                             {"birth_date", &CustomerFacts::birthDate},
                                             {"description", &CustomerFacts::description}}};

Id addressId(const Id& customer, std::string_view line1, std::string_view postalCode,
             std::string_view city, std::string_view country) {
  return deriveId({"address", formatId(customer), foldText(line1), foldText(postalCode),
                   foldText(city), country});
}

}  // namespace

std::vector<std::string> splitTags(std::string_view text) {
  std::vector<std::string> tags;
  while (!text.empty() && tags.size() < kMaxTags) {
    const std::size_t comma = text.find(',');
    const std::string_view tag = trim(text.substr(0, comma));
    if (!tag.empty() && tag.size() <= kMaxTagBytes) tags.emplace_back(tag);
    text = comma == std::string_view::npos ? std::string_view() : text.substr(comma + 1);
  }
  return tags;
}

Result<Id> CustomerMatcher::resolve(CustomerFacts& facts) {
  std::vector<Identity> identities = identitiesOf(facts);
  if (identities.empty()) return Id{};
  for (Identity& identity : identities) PANNIER_TRY(lookUp(identity));
  PANNIER_ASSIGN(Id customer, choose(identities, facts.line));
  const bool found = !customer.isNone();
  if (!found) {
    const Identity& key = identities.front();
    customer = deriveId({"customer", key.system, std::string(key.kind) + ":" + key.value});
  }
  PANNIER_ASSIGN(Known * known, knownOrNew(facts, customer, found));
  PANNIER_TRY(addIdentities(customer, identities, *known));
  PANNIER_TRY(addTags(facts, customer, *known));
  if (facts.acceptsEmail) PANNIER_TRY(addConsent(facts, customer, *known, 0, *facts.acceptsEmail));
  if (facts.acceptsSms) PANNIER_TRY(addConsent(facts, customer, *known, 1, *facts.acceptsSms));
  PANNIER_TRY(addAddress(facts, customer, *known));
  return customer;
}

/// Strongest first. Values that cannot be identities are taken out of the facts.
std::vector<CustomerMatcher::Identity> CustomerMatcher::identitiesOf(CustomerFacts& facts) {
  std::vector<Identity> list;
  if (!facts.email.empty()) {
    std::string email = normaliseEmail(facts.email);
    if (email.empty())
      session_.note(Notice::kUnusableEmail, facts.line);
    else
      list.push_back({"email", "", email, {}, {}});
    facts.email = std::move(email);
  }
  if (!facts.phone.empty()) {
    std::string phone = normalisePhone(facts.phone);
    if (phone.empty())
      session_.note(Notice::kUnusablePhone, facts.line), facts.phone.clear();
    else
      list.push_back({"phone", "", std::move(phone), {}, {}});
  }
  if (!facts.externalId.empty())
    list.push_back({"external_id", facts.system, facts.externalId, {}, {}});
  for (Identity& identity : list)
    identity.row = deriveId({"identity", identity.kind, identity.system, identity.value});
  return list;
}

Status CustomerMatcher::lookUp(Identity& identity) {
  if (const auto found = owners_.find(identity.row); found != owners_.end()) {
    identity.customer = found->second;
    return {};
  }
  Rows rows = session_.database().query(kOwner, identity.value, identity.kind, identity.system);
  if (rows.next()) identity.customer = rows.id(0);
  PANNIER_TRY(rows.status());
  if (!identity.customer.isNone()) owners_.emplace(identity.row, identity.customer);
  return {};
}

Result<Id> CustomerMatcher::choose(const std::vector<Identity>& identities, std::int64_t line) {
  Id chosen;
  bool ambiguous = false;
  for (const Identity& identity : identities) {
    if (identity.customer.isNone()) continue;
    if (chosen.isNone()) chosen = identity.customer;
    ambiguous = ambiguous || identity.customer != chosen;
  }
  if (ambiguous) session_.note(Notice::kAmbiguousCustomer, line);
  return chosen;
}

/// Reads or makes the customer at its first appearance, and fills what it lacks at every one.
Result<CustomerMatcher::Known*> CustomerMatcher::knownOrNew(const CustomerFacts& facts,
                                                            const Id& customer, bool found) {
  const auto [it, first] = known_.try_emplace(customer);
  Known& known = it->second;
  if (!first) {
    PANNIER_TRY(fill(facts, customer, known, nullptr));
    return &known;
  }
  // A customer made from the same key earlier may have lost that identity since: it is still the
  // same one.
  PANNIER_ASSIGN(const std::optional<StoredRow> row,
                 session_.readLive(EntityNo::kCustomer, customer));
  PANNIER_CHECK(row || !found);
  if (row) {
    ++session_.counts.customersMatched;
    const registry::Entity& entity = registry::entity(EntityNo::kCustomer);
    for (std::size_t i = 0; i < kFillable.size(); ++i) {
      if (!isNull(row->field(entity, kFillable[i].name))) known.filled |= 1U << i;
    }
    PANNIER_TRY(fill(facts, customer, known, &*row));
    return &known;
  }
  known.isNew = true;
  known.addressesRead = true;
  known.consentRead = {true, true};
  ++session_.counts.customersNew;
  NamedValues values{{"source", facts.source}, {"created_at", facts.createdAt}};
  for (std::size_t i = 0; i < kFillable.size(); ++i) {
    const std::string& fact = facts.*kFillable[i].fact;
    if (fact.empty()) continue;
    values.emplace_back(kFillable[i].name, fact);
    known.filled |= 1U << i;
  }
  PANNIER_TRY(session_.put(EntityNo::kCustomer, customer, values));
  return &known;
}

/// Writes what the customer lacks. With the row at hand, values that differ are told.
Status CustomerMatcher::fill(const CustomerFacts& facts, const Id& customer, Known& known,
                             const StoredRow* row) {
  const registry::Entity& entity = registry::entity(EntityNo::kCustomer);
  NamedValues values;
  for (std::size_t i = 0; i < kFillable.size(); ++i) {
    const std::string& fact = facts.*kFillable[i].fact;
    if (fact.empty()) continue;
    if ((known.filled & 1U << i) == 0) {
      values.emplace_back(kFillable[i].name, fact);
      known.filled |= 1U << i;
    } else if (row != nullptr) {
      const auto* present = std::get_if<std::string>(&row->field(entity, kFillable[i].name));
      if (present != nullptr && foldText(*present) != foldText(fact)) {
        session_.note(Notice::kKeptDifferentValue, facts.line);
      }
    }
  }
  if (values.empty()) return {};
  changed(known);
  return session_.patch(EntityNo::kCustomer, customer, values);
}

void CustomerMatcher::changed(Known& known) {
  if (known.isNew || known.countedChanged) return;
  known.countedChanged = true;
  ++session_.counts.customersChanged;
}

Status CustomerMatcher::addIdentities(const Id& customer, std::vector<Identity>& identities,
                                      Known& known) {
  for (Identity& identity : identities) {
    if (!identity.customer.isNone()) continue;
    Id row = identity.row;
    PANNIER_ASSIGN(const auto present, session_.context().rows().read(
                                           registry::entity(EntityNo::kCustomerIdentity), row));
    if (present) {
      // The row once belonged to a customer that is gone; whose it is cannot change, so this one is
      // another row.
      const registry::Entity& entity = registry::entity(EntityNo::kCustomerIdentity);
      const auto* owner = std::get_if<Id>(&present->field(entity, "customer_id"));
      if (owner == nullptr || *owner != customer) {
        row = deriveId(
            {"identity", identity.kind, identity.system, identity.value, formatId(customer)});
      }
    }
    const NamedValues values{{"customer_id", customer},
                             {"kind", std::string(identity.kind)},
                             {"system", identity.system},
                             {"value", identity.value}};
    PANNIER_TRY(session_.put(EntityNo::kCustomerIdentity, row, values));
    owners_.emplace(identity.row, customer);
    changed(known);
  }
  return {};
}

Status CustomerMatcher::addTags(const CustomerFacts& facts, const Id& customer, Known& known) {
  if (facts.tags.empty()) return {};
  const std::string owner = formatId(customer);
  for (const std::string& tag : facts.tags) {
    const Id row = deriveId({"tag", owner, foldText(tag)});
    PANNIER_ASSIGN(const bool present, session_.isLive(EntityNo::kCustomerTag, row));
    if (present) continue;
    PANNIER_TRY(
        session_.put(EntityNo::kCustomerTag, row, {{"customer_id", customer}, {"tag", tag}}));
    changed(known);
  }
  return {};
}

Status CustomerMatcher::readConsent(const Id& customer, Known& known, std::size_t channel) {
  if (known.consentRead[channel]) return {};
  known.consentRead[channel] = true;
  Rows rows = session_.database().query(kConsent, customer, kChannels[channel]);
  if (rows.next()) {
    known.lastConsent[channel] = rows.id(0);
    const auto state = std::find(kConsentStates.begin(), kConsentStates.end(), rows.text(1));
    if (state != kConsentStates.end())
      known.consent[channel] = static_cast<std::uint8_t>(state - kConsentStates.begin());
  }
  return rows.status();
}

/// A file can subscribe who never decided and unsubscribe who is subscribed. Who unsubscribed here
/// stays so: an old file must not bring back a consent that was withdrawn.
Status CustomerMatcher::addConsent(const CustomerFacts& facts, const Id& customer, Known& known,
                                   std::size_t channel, bool accepts) {
  PANNIER_TRY(readConsent(customer, known, channel));
  const std::uint8_t present = known.consent[channel];
  std::uint8_t wanted = present;
  if (accepts && (present == kNotSubscribed || present == kPending)) wanted = kSubscribed;
  if (!accepts && present == kSubscribed) wanted = kUnsubscribed;
  if (accepts && present > kPending) session_.note(Notice::kStaysUnsubscribed, facts.line);
  if (wanted == present) return {};
  const std::string state(kConsentStates[wanted]);
  // Derived from the event before it: two devices that import the same file make the same event.
  const Id row = deriveId({"consent", formatId(customer), kChannels[channel], state,
                           formatId(known.lastConsent[channel])});
  known.consent[channel] = wanted;
  known.lastConsent[channel] = row;
  changed(known);
  return session_.put(EntityNo::kConsentEvent, row,
                      {{"customer_id", customer},
                       {"channel", std::string(kChannels[channel])},
                       {"state", state},
                       {"source", std::string("import")},
                       {"occurred_at", session_.startedAt()}});
}

Status CustomerMatcher::readAddresses(const Id& customer, Known& known) {
  if (known.addressesRead) return {};
  known.addressesRead = true;
  Rows rows = session_.database().query(kAddresses, customer);
  while (rows.next()) {
    known.addresses.push_back(
        addressId(customer, rows.text(0), rows.text(1), rows.text(2), rows.text(3)));
    known.countries.emplace_back(rows.text(3));
    known.hasDefaultAddress = known.hasDefaultAddress || rows.integer(4) == 1;
  }
  return rows.status();
}

Status CustomerMatcher::addAddress(const CustomerFacts& facts, const Id& customer, Known& known) {
  const AddressFacts& address = facts.address;
  if (address.isEmpty()) return {};
  PANNIER_TRY(readAddresses(customer, known));
  const bool onlyCountry =
      address.line1.empty() && address.city.empty() && address.postalCode.empty();
  const bool knownCountry = std::find(known.countries.begin(), known.countries.end(),
                                      address.country) != known.countries.end();
  if (onlyCountry && knownCountry) return {};
  const Id row =
      addressId(customer, address.line1, address.postalCode, address.city, address.country);
  if (std::find(known.addresses.begin(), known.addresses.end(), row) != known.addresses.end())
    return {};
  known.addresses.push_back(row);
  if (!knownCountry) known.countries.push_back(address.country);
  const bool isDefault = !known.hasDefaultAddress;
  known.hasDefaultAddress = true;
  changed(known);
  NamedValues values{{"customer_id", customer}, {"is_default", std::int64_t{isDefault}}};
  const auto add = [&values](std::string_view name, const std::string& value) {
    if (!value.empty()) values.emplace_back(name, value);
  };
  add("name", address.name);
  add("line1", address.line1);
  add("line2", address.line2);
  add("city", address.city);
  add("region", address.region);
  add("postal_code", address.postalCode);
  add("country", address.country);
  add("phone", address.phone);
  return session_.put(EntityNo::kAddress, row, values);
}

}  // namespace pannier::interop
