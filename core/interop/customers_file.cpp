#include "core/base/text.h"
#include "core/interop/cell_values.h"
#include "core/interop/customer_matcher.h"
#include "core/interop/row_handler.h"

/// One customer a row: Shopify's customers export and any list with headers one can recognise.
namespace pannier::interop {
namespace {

using C = CustomerColumn;

class CustomersHandler : public RowHandler {
 public:
  CustomersHandler(ImportSession& session, ColumnMap columns, const Format& format)
      : session_(session), columns_(std::move(columns)), format_(format), customers_(session) {}

  Status row(const csv::Row& row) override {
    CustomerFacts facts = read(row);
    const bool hasContact = !facts.email.empty() || !facts.phone.empty();
    const std::int64_t before = session_.counts.customersNew + session_.counts.customersMatched;
    PANNIER_ASSIGN(const Id customer, customers_.resolve(facts));
    if (customer.isNone()) {
      session_.reject(
          row.line, columns_.name(columns_.index(C::kEmail) >= 0 ? C::kEmail : C::kId),
          hasContact ? "Neither the e-mail nor the phone can be right, and there is no id."
                     : "The row has no e-mail, phone or id to tell this customer from others.");
      return {};
    }
    const bool repeated = session_.counts.customersNew + session_.counts.customersMatched == before;
    if (repeated) session_.note(Notice::kRepeatedCustomer, row.line);
    return {};
  }

  Status end() override { return {}; }

 private:
  [[nodiscard]] std::string_view cell(const csv::Row& row, C column) const {
    return plainCell(columns_.cell(row.cells, column));
  }
  [[nodiscard]] std::string text(const csv::Row& row, C column) const {
    return std::string(cell(row, column));
  }

  CustomerFacts read(const csv::Row& row) {
    CustomerFacts facts;
    facts.line = row.line;
    facts.system = format_.system;
    facts.externalId = externalIdOf(columns_.cell(row.cells, C::kId));
    facts.email = text(row, C::kEmail);
    facts.phone = text(row, C::kPhone);
    facts.firstName = text(row, C::kFirstName);
    facts.lastName = text(row, C::kLastName);
    if (facts.firstName.empty() && facts.lastName.empty()) {
      splitName(cell(row, C::kName), facts.firstName, facts.lastName);
    }
    facts.company = text(row, C::kCompany);
    facts.language = text(row, C::kLanguage);
    facts.birthDate = parseDay(cell(row, C::kBirthDate));
    facts.description = text(row, C::kNote);
    facts.tags = splitTags(cell(row, C::kTags));
    facts.acceptsEmail = parseYesNo(cell(row, C::kAcceptsEmail));
    facts.acceptsSms = parseYesNo(cell(row, C::kAcceptsSms));
    facts.createdAt =
        parseTime(cell(row, C::kCreatedAt), session_.zone()).value_or(session_.startedAt());
    facts.source = "import";
    facts.address = address(row, facts);
    return facts;
  }

  AddressFacts address(const csv::Row& row, const CustomerFacts& facts) {
    std::string_view country = cell(row, C::kCountry);
    if (country.empty()) country = cell(row, C::kCountryName);
    AddressFacts address;
    address.line1 = text(row, C::kAddress1);
    address.line2 = text(row, C::kAddress2);
    address.city = text(row, C::kCity);
    address.region = text(row, C::kRegion);
    address.postalCode = text(row, C::kZip);
    address.country = countryCell(session_, country, row.line);
    address.phone = text(row, C::kAddressPhone);
    address.name = facts.firstName;
    if (!facts.firstName.empty() && !facts.lastName.empty()) address.name += ' ';
    address.name += facts.lastName;
    return address;
  }

  ImportSession& session_;
  ColumnMap columns_;
  const Format& format_;
  CustomerMatcher customers_;
};

}  // namespace

std::unique_ptr<RowHandler> makeCustomersHandler(ImportSession& session, ColumnMap columns,
                                                 const Format& format) {
  return std::make_unique<CustomersHandler>(session, std::move(columns), format);
}

}  // namespace pannier::interop
