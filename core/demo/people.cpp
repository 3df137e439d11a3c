#include "core/demo/people.h"

#include <array>

#include "core/base/civil.h"
#include "core/base/text.h"

namespace pannier::demo {
namespace {

constexpr std::array<std::string_view, 9> kDomains{
    "mail.example.com", "post.example.com", "inbox.example.com",
    "mail.example.org", "home.example.org", "letter.example.org",
    "mail.example.net", "web.example.net",  "box.example.net"};
constexpr std::array<std::string_view, 8> kCompanyForms{
    "Studio", "Café", "Workshop", "Trading", "Outfitters", "Design", "Supply", "Kitchen"};

/// Letters and digits a mail address is made of: "Björn Þór" has accents, mail addresses mostly do
/// not.
std::string asciiWord(std::string_view name) {
  std::string word;
  for (const char c : foldText(name)) {
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) word += c;
  }
  return word;
}

std::string filled(std::string_view form, Random& random) {
  std::string text;
  for (const char c : form) {
    if (c == '#')
      text += static_cast<char>('0' + random.below(10));
    else if (c == '@')
      text += static_cast<char>('A' + random.below(26));
    else
      text += c;
  }
  if (!text.empty() && text.front() == '0') text.front() = '1';
  return text;
}

std::string sixDigits(std::int64_t number) {
  std::string digits = std::to_string(number % 1'000'000);
  return std::string(6 - digits.size(), '0') + digits;
}

std::string birthDate(Random& random) {
  const std::int64_t year = random.between(1946, 2005);
  const CivilDate date{static_cast<std::int32_t>(year), 1, 1};
  return formatDate(addDays(date, random.between(0, 364)));
}

const City& drawCity(const Country& country, Random& random) {
  int total = 0;
  for (const City& city : country.cities) total += city.weight;
  auto at = static_cast<int>(random.below(static_cast<std::size_t>(total)));
  for (const City& city : country.cities) {
    if (at < city.weight) return city;
    at -= city.weight;
  }
  return country.cities.back();
}

}  // namespace

PeopleMaker::PeopleMaker(Random& random) : random_(random) {
  for (const Country& country : countries()) countries_.add(country.weight);
}

Person PeopleMaker::make() {
  Person person;
  const Country& country = countries()[countries_.draw(random_)];
  person.country = &country;
  person.firstName = random_.pick(country.firstNames);
  person.lastName = random_.pick(country.lastNames);
  const City& city = drawCity(country, random_);
  person.city = city.name;
  person.region = city.region;
  person.postalCode = filled(country.postalForm, random_);
  const std::string house = std::to_string(random_.between(1, 140));
  const std::string street(random_.pick(country.streets));
  person.street = country.numberFirst ? house + " " + street : street + " " + house;
  ++made_;
  if (random_.chance(0.97)) person.email = uniqueEmail(person);
  if (random_.chance(0.62) || person.email.empty()) {
    person.phone = std::string(country.dialCode) + " 5550 " + sixDigits(100'000 + made_ * 7);
  }
  if (random_.chance(0.05)) {
    person.company = person.lastName + " " + std::string(random_.pick(kCompanyForms));
  }
  if (random_.chance(0.35)) person.birthDate = birthDate(random_);
  return person;
}

std::string PeopleMaker::uniqueEmail(const Person& person) {
  const std::string first = asciiWord(person.firstName);
  const std::string last = asciiWord(person.lastName);
  const std::string domain(random_.pick(kDomains));
  std::string name;
  switch (random_.below(4)) {
    case 0:
      name = first + "." + last;
      break;
    case 1:
      name = first.substr(0, 1) + "." + last;
      break;
    case 2:
      name = last + "." + first;
      break;
    default:
      name = first + last.substr(0, 1) + std::to_string(random_.between(60, 99));
  }
  std::string email = name + "@" + domain;
  // Popular names meet often; people then add a number, so this does too.
  while (!emails_.insert(email).second) {
    email = name + std::to_string(random_.between(1, 99'999)) + "@" + domain;
  }
  return email;
}

}  // namespace pannier::demo
