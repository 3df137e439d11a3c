#pragma once

#include <string_view>

#include "core/base/result.h"
#include "core/customers/customer_list.h"

namespace pannier {

/// A page can stop early, a count cannot: it goes through the trigram index whatever the word.
enum class SearchPurpose { kPage, kCount };

/// A condition on `customer_rollup r` that is true for customers in whose name, e-mail, phone,
/// company, external id or order number every word of `search` occurs. Two plans: a word that few
/// customers have is answered by the trigram index; for a frequent one the list walks its own order
/// and looks into each text, which ends as soon as the page is full. "1" (always true) for an empty
/// search.
Result<CustomerFilter> searchCondition(Database& database, std::string_view search,
                                       SearchPurpose purpose);

}  // namespace pannier
