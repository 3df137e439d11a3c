#include "core/customers/search.h"

#include "core/base/text.h"

namespace pannier {
namespace {

/// Above this many hits walking the list in order beats sorting what the index found.
constexpr std::int64_t kRareLimit = 2'000;
constexpr std::size_t kMaxWords = 8;
constexpr std::size_t kMaxWordBytes = 100;

std::vector<std::string> wordsOf(std::string_view search) {
  const std::string folded = foldText(search);
  std::vector<std::string> words;
  std::string_view rest = folded;
  while (!rest.empty() && words.size() < kMaxWords) {
    const std::size_t end = rest.find(' ');
    if (end != 0) words.emplace_back(rest.substr(0, std::min(end, kMaxWordBytes)));
    if (end == std::string_view::npos) break;
    rest.remove_prefix(end + 1);
  }
  return words;
}

/// Start offsets of the code points of a word.
std::vector<std::size_t> codePoints(std::string_view word) {
  std::vector<std::size_t> starts;
  for (std::size_t i = 0; i < word.size(); ++i) {
    if ((static_cast<unsigned char>(word[i]) & 0xc0) != 0x80) starts.push_back(i);
  }
  return starts;
}

/// Every trigram of the word as its own quoted FTS5 string, joined by AND: the index is kept
/// without positions (detail=none), so it answers "has all these trigrams" and the text itself is
/// looked at afterwards. Empty when the word is shorter than a trigram.
std::string trigramMatch(std::string_view word) {
  const std::vector<std::size_t> starts = codePoints(word);
  std::string match;
  for (std::size_t i = 0; i + 3 <= starts.size(); ++i) {
    const std::size_t end = i + 3 < starts.size() ? starts[i + 3] : word.size();
    if (!match.empty()) match += " AND ";
    match += '"';
    for (const char c : word.substr(starts[i], end - starts[i])) match.append(c == '"' ? 2 : 1, c);
    match += '"';
  }
  return match;
}

bool mayBeOrderNumber(std::string_view word) {
  return word.find_first_of("0123456789") != std::string_view::npos;
}

constexpr std::string_view kTextHas =
    "instr((SELECT t.text FROM customer_search_text t WHERE t.customer_pk = r.customer_pk), ?) > 0";
constexpr std::string_view kIndexHas =
    "r.customer_pk IN (SELECT s.rowid FROM customer_search s WHERE s.customer_search MATCH ?)";
constexpr std::string_view kOrderHas =
    "r.customer_pk IN (SELECT c.pk FROM order_search n JOIN sales_order o ON o.pk = n.rowid "
    "JOIN customer c ON c.id = o.customer_id WHERE n.order_search MATCH ? AND o._cl % 2 = 1 "
    "AND instr(lower(o.number), ?) > 0 LIMIT 5000)";
constexpr std::string_view kCountIndexHits =
    "SELECT count(*) FROM (SELECT rowid FROM customer_search WHERE customer_search MATCH ? LIMIT "
    "?)";

}  // namespace

Result<CustomerFilter> searchCondition(Database& database, std::string_view search,
                                       SearchPurpose purpose) {
  CustomerFilter filter{"1", {}};
  for (const std::string& word : wordsOf(search)) {
    const std::string match = trigramMatch(word);
    std::string condition;
    if (match.empty()) {
      condition = kTextHas;
      filter.parameters.emplace_back(word);
    } else {
      bool byIndex = purpose == SearchPurpose::kCount;
      if (!byIndex) {
        PANNIER_ASSIGN(const std::int64_t hits,
                       database.integer(kCountIndexHits, 0, match, kRareLimit + 1));
        byIndex = hits <= kRareLimit;
      }
      if (byIndex) {
        condition.append(kIndexHas).append(" AND ");
        filter.parameters.emplace_back(match);
      }
      condition += kTextHas;
      filter.parameters.emplace_back(word);
      if (mayBeOrderNumber(word)) {
        condition = "(" + condition + ") OR " + std::string(kOrderHas);
        filter.parameters.emplace_back(match);
        filter.parameters.emplace_back(word);
      }
    }
    filter.sql += " AND (" + condition + ")";
  }
  return filter;
}

}  // namespace pannier
