#include <algorithm>
#include <array>

#include "core/base/text.h"
#include "core/customers/identity.h"
#include "core/demo/shop_maker.h"

/// The customers of a demo: who they are, how to reach them, what they agreed to.
namespace pannier::demo {
namespace {

using registry::EntityNo;

Value text(std::string_view value) { return std::string(value); }

constexpr std::array<std::string_view, 4> kSources{"online shop", "online shop", "newsletter form",
                                                   "shop counter"};

}  // namespace

Status ShopMaker::makeCustomers() {
  customers_.reserve(options_.customers);
  for (std::size_t i = 0; i < options_.customers; ++i) {
    PANNIER_TRY(makeCustomer(i));
    report();
  }
  return {};
}

Status ShopMaker::makeCustomer(std::size_t index) {
  const Person person = people_.make();
  MadeCustomer customer;
  customer.createdAt = plan_.createdAt[index];
  customer.email = person.email;
  customer.country = person.country;
  customer.hasCompany = !person.company.empty();
  const double status = random_.unit();
  const std::string_view account = status < 0.72   ? "ENABLED"
                                   : status < 0.9  ? "DISABLED"
                                   : status < 0.98 ? "INVITED"
                                                   : "DECLINED";
  PANNIER_ASSIGN(customer.id,
                 rows_.add(EntityNo::kCustomer, {{"first_name", person.firstName},
                                                 {"last_name", person.lastName},
                                                 {"email", person.email},
                                                 {"phone", person.phone},
                                                 {"company", person.company},
                                                 {"language", text(person.country->language)},
                                                 {"birth_date", person.birthDate},
                                                 {"account_status", text(account)},
                                                 {"source", text(random_.pick(kSources))},
                                                 {"created_at", customer.createdAt}}));
  PANNIER_TRY(makeIdentity(customer.id, "email", normaliseEmail(person.email)));
  PANNIER_TRY(makeIdentity(customer.id, "phone", normalisePhone(person.phone)));
  PANNIER_TRY(makeAddress(customer.id, person, true));
  if (random_.chance(0.06)) {
    Person office = person;
    office.street = "Postbox " + std::to_string(random_.between(100, 9'999));
    PANNIER_TRY(makeAddress(customer.id, office, false));
  }
  PANNIER_TRY(makeConsents(customer, !person.phone.empty()));
  customers_.push_back(std::move(customer));
  return {};
}

Status ShopMaker::makeIdentity(const Id& customer, std::string_view kind, std::string_view value) {
  if (value.empty()) return {};
  return rows_.add(EntityNo::kCustomerIdentity, identityId(kind, "", value),
                   {{"customer_id", customer}, {"kind", text(kind)}, {"value", text(value)}});
}

Status ShopMaker::makeAddress(const Id& customer, const Person& person, bool isDefault) {
  auto made = rows_.add(EntityNo::kAddress, {{"customer_id", customer},
                                             {"name", person.firstName + " " + person.lastName},
                                             {"line1", person.street},
                                             {"city", person.city},
                                             {"region", person.region},
                                             {"postal_code", person.postalCode},
                                             {"country", text(person.country->code)},
                                             {"phone", person.phone},
                                             {"is_default", std::int64_t{isDefault ? 1 : 0}}});
  PANNIER_TRY(made);
  return {};
}

Status ShopMaker::makeConsent(const Id& customer, std::string_view channel, std::string_view state,
                              std::string_view source, std::int64_t at) {
  auto made = rows_.add(EntityNo::kConsentEvent, {{"customer_id", customer},
                                                  {"channel", text(channel)},
                                                  {"state", text(state)},
                                                  {"source", text(source)},
                                                  {"occurred_at", at}});
  PANNIER_TRY(made);
  return {};
}

Status ShopMaker::makeConsents(const MadeCustomer& customer, bool hasPhone) {
  const std::int64_t joined = customer.createdAt;
  const std::int64_t midnight = std::max(joined, calendar_.startMs(calendar_.today()));
  if (!customer.email.empty() && random_.chance(0.78)) {
    const bool isPending = random_.chance(0.06);
    PANNIER_TRY(makeConsent(customer.id, "email", isPending ? "PENDING" : "SUBSCRIBED", "checkout",
                            joined));
    if (!isPending && random_.chance(0.17)) {
      PANNIER_TRY(makeConsent(customer.id, "email", "UNSUBSCRIBED", "link in an e-mail",
                              random_.between(joined, midnight)));
    }
  }
  if (hasPhone && random_.chance(0.28)) {
    PANNIER_TRY(makeConsent(customer.id, "sms", "SUBSCRIBED", "checkout", joined));
  }
  if (random_.chance(0.07)) {
    PANNIER_TRY(
        makeConsent(customer.id, "push", "SUBSCRIBED", "app", random_.between(joined, midnight)));
  }
  return {};
}

}  // namespace pannier::demo
