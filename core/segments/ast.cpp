#include "core/segments/ast.h"

#include <algorithm>

namespace pannier::segments {
namespace {

bool same(const AttributeClause& a, const AttributeClause& b) {
  return a.attribute == b.attribute && a.customNamespace == b.customNamespace &&
         a.customKey == b.customKey && a.condition == b.condition;
}

bool same(const FunctionClause& a, const FunctionClause& b) {
  return a.function == b.function && a.negated == b.negated &&
         std::equal(a.parameters.begin(), a.parameters.end(), b.parameters.begin(),
                    b.parameters.end(),
                    [](const FunctionParameter& left, const FunctionParameter& right) {
                      return left.parameter == right.parameter && left.condition == right.condition;
                    });
}

bool same(const AllOf& a, const AllOf& b) { return a.children == b.children; }
bool same(const AnyOf& a, const AnyOf& b) { return a.children == b.children; }
bool same(const Negation& a, const Negation& b) { return a.child == b.child; }

}  // namespace

bool operator==(const Node& a, const Node& b) {
  if (a.what.index() != b.what.index()) return false;
  return std::visit(
      [&](const auto& left) { return same(left, std::get<std::decay_t<decltype(left)>>(b.what)); },
      a.what);
}

}  // namespace pannier::segments
