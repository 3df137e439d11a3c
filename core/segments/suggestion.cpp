#include "core/segments/suggestion.h"

#include <algorithm>
#include <array>

#include "core/base/text.h"
#include "core/segments/catalogue.h"

namespace pannier::segments {
namespace {

constexpr std::size_t kMaxCompared = 100;

struct Synonym {
  std::string_view written;
  std::string_view meant;
};

/// Names of the same thing in exports, in other systems and in our own lists.
constexpr std::array kSynonyms{
    Synonym{"total_spent", "amount_spent"},
    Synonym{"orders_count", "number_of_orders"},
    Synonym{"order_count", "number_of_orders"},
    Synonym{"orders", "number_of_orders"},
    Synonym{"last_order_at", "last_order_date"},
    Synonym{"first_order_at", "first_order_date"},
    Synonym{"created_at", "customer_added_date"},
    Synonym{"email", "customer_email_domain"},
    Synonym{"email_domain", "customer_email_domain"},
    Synonym{"email_consent", "email_subscription_status"},
    Synonym{"sms_consent", "sms_subscription_status"},
    Synonym{"language", "customer_language"},
    Synonym{"tag", "customer_tags"},
    Synonym{"tags", "customer_tags"},
    Synonym{"city", "customer_cities"},
    Synonym{"cities", "customer_cities"},
    Synonym{"country", "customer_countries"},
    Synonym{"countries", "customer_countries"},
    Synonym{"region", "customer_regions"},
    Synonym{"regions", "customer_regions"},
    Synonym{"aov", "average_order_value"},
};

}  // namespace

std::size_t editDistance(std::string_view a, std::string_view b) {
  if (a.size() > kMaxCompared || b.size() > kMaxCompared) return std::max(a.size(), b.size());
  const std::string left = asciiLower(a);
  const std::string right = asciiLower(b);
  const std::size_t width = right.size() + 1;
  std::vector<std::size_t> twoUp(width);
  std::vector<std::size_t> up(width);
  std::vector<std::size_t> row(width);
  for (std::size_t j = 0; j < width; ++j) up[j] = j;
  for (std::size_t i = 1; i <= left.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j < width; ++j) {
      const std::size_t replaced = up[j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1);
      row[j] = std::min({replaced, up[j] + 1, row[j - 1] + 1});
      const bool swapped =
          i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1];
      if (swapped) row[j] = std::min(row[j], twoUp[j - 2] + 1);
    }
    std::swap(twoUp, up);
    std::swap(up, row);
  }
  return up[width - 1];
}

std::string_view nearest(std::string_view written, std::span<const std::string_view> candidates) {
  std::string_view best;
  std::size_t bestDistance =
      std::max<std::size_t>(1, std::min<std::size_t>(4, written.size() / 3)) + 1;
  for (const std::string_view candidate : candidates) {
    const std::size_t distance = editDistance(written, candidate);
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

std::string_view suggestFilter(std::string_view written) {
  for (const Synonym& entry : kSynonyms) {
    if (equalsIgnoringAsciiCase(entry.written, written)) return entry.meant;
  }
  std::vector<std::string_view> names;
  for (const AttributeInfo& attribute : attributes()) {
    if (attribute.id != Attribute::kCustomField) names.push_back(attribute.name);
  }
  for (const FunctionInfo& function : functions()) names.push_back(function.name);
  if (const std::string_view near = nearest(written, names); !near.empty()) return near;
  const std::string lower = asciiLower(written);
  if (lower.size() < 4) return {};
  const auto containing = std::find_if(names.begin(), names.end(), [&](std::string_view name) {
    return name.find(lower) != std::string_view::npos;
  });
  return containing == names.end() ? std::string_view{} : *containing;
}

std::string didYouMean(std::string_view suggestion) {
  return suggestion.empty() ? std::string() : " Did you mean " + std::string(suggestion) + "?";
}

}  // namespace pannier::segments
