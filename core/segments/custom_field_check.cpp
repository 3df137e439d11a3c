#include "core/segments/custom_field_check.h"

#include <string>
#include <vector>

#include "core/segments/cursor.h"
#include "core/segments/sql_custom_field.h"
#include "core/segments/suggestion.h"

namespace pannier::segments {
namespace {

constexpr std::string_view kReadType =
    "SELECT type FROM custom_field WHERE entity = 'customer' AND namespace = ? AND key = ? AND "
    "_cl % 2 = 1 ORDER BY id LIMIT 1";
constexpr std::string_view kReadNames =
    "SELECT 'metafields.' || namespace || '.' || key FROM custom_field WHERE entity = 'customer' "
    "AND "
    "_cl % 2 = 1 ORDER BY 1 LIMIT 1000";

Error errorAt(std::string_view text, Span span, const std::string& message) {
  Error error = makeError(ErrorCode::kParse, placeText(text, span.begin) + message, "query");
  error.position = span.begin;
  error.length = span.size;
  return error;
}

Result<std::string> nearestField(Database& database, const std::string& written) {
  std::vector<std::string> names;
  Rows rows = database.query(kReadNames);
  while (rows.next()) names.emplace_back(rows.text(0));
  PANNIER_TRY(rows.status());
  const std::vector<std::string_view> views(names.begin(), names.end());
  return std::string(nearest(written, views));
}

Result<std::string> declaredType(Database& database, const AttributeClause& clause) {
  Rows rows = database.query(kReadType, clause.customNamespace, clause.customKey);
  std::string type;
  if (rows.next()) type = rows.text(0);
  PANNIER_TRY(rows.status());
  return type;
}

Status checkClause(Database& database, std::string_view text, const AttributeClause& clause,
                   Span span) {
  if (clause.customKey.empty()) return {};
  const std::string name = "metafields." + clause.customNamespace + "." + clause.customKey;
  PANNIER_ASSIGN(const std::string type, declaredType(database, clause));
  if (type.empty()) {
    PANNIER_ASSIGN(const std::string near, nearestField(database, name));
    return errorAt(text, span, "There is no custom field " + name + "." + didYouMean(near));
  }
  if (clause.condition.values.empty()) return {};
  const std::string_view compared = customFieldTypeOf(clause.condition.values.front());
  if (compared == type) return {};
  return errorAt(text, span,
                 name + " is a field of type " + type +
                     " and cannot be compared with a value of type " + std::string(compared) + ".");
}

Status checkNode(Database& database, std::string_view text, const Node& node) {
  if (const auto* clause = std::get_if<AttributeClause>(&node.what)) {
    return checkClause(database, text, *clause, node.span);
  }
  const std::vector<Node>* children = nullptr;
  if (const auto* all = std::get_if<AllOf>(&node.what)) children = &all->children;
  if (const auto* any = std::get_if<AnyOf>(&node.what)) children = &any->children;
  if (const auto* negation = std::get_if<Negation>(&node.what)) children = &negation->child;
  if (children == nullptr) return {};
  for (const Node& child : *children) PANNIER_TRY(checkNode(database, text, child));
  return {};
}

}  // namespace

Status checkCustomFields(Database& database, std::string_view text, const Query& query) {
  return checkNode(database, text, query.root);
}

}  // namespace pannier::segments
