#pragma once

#include <string>
#include <string_view>

#include "core/base/result.h"
#include "core/segments/ast.h"

/// The door of the segment language: text to tree and back.
namespace pannier::segments {

inline constexpr std::size_t kMaxQueryBytes = 5'000;
inline constexpr std::size_t kMaxDepth = 32;     ///< of brackets and NOT within each other
inline constexpr std::size_t kMaxClauses = 200;  ///< attribute and function clauses
inline constexpr std::size_t kMaxListValues = 500;

/// Reads a query. Understands deprecated and variant forms too (SEMANTICS.md lists them). Errors,
/// all with position and length in bytes and a message "Line 1 Column 14: …": kParse; kUnsupported
/// for filters of the language that this shop has no data for; kTooLarge over a bound above.
Result<Query> parseQuery(std::string_view text);

/// The one canonical text of a tree: parseQuery(printQuery(q)) == q.
std::string printQuery(const Query& query);

}  // namespace pannier::segments
