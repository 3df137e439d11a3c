#pragma once

#include <string>
#include <unordered_set>

#include "core/demo/places.h"
#include "core/demo/random.h"

namespace pannier::demo {

/// An invented customer.
struct Person {
  const Country* country = nullptr;
  std::string firstName;
  std::string lastName;
  std::string email;  ///< unique; below example.com, example.org or example.net; may be empty
  std::string
      phone;  ///< unique and assigned to nobody ("5550" after the country code); may be empty
  std::string company;
  std::string birthDate;
  std::string street;
  std::string city;
  std::string region;
  std::string postalCode;
};

/// Invents people; the same ones in the same order for the same random numbers.
class PeopleMaker {
 public:
  explicit PeopleMaker(Random& random);
  Person make();

 private:
  std::string uniqueEmail(const Person& person);

  Random& random_;
  Weighted countries_;
  std::unordered_set<std::string> emails_;
  std::int64_t made_ = 0;
};

}  // namespace pannier::demo
