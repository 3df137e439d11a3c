#include <algorithm>
#include <array>
#include <utility>

#include "core/base/text.h"
#include "core/base/utf8.h"
#include "core/segments/condition_parser.h"
#include "core/segments/query.h"
#include "core/segments/suggestion.h"

namespace pannier::segments {
namespace {

constexpr std::string_view kAtLeast = "_at_least";

ValueSlot slotOf(const AttributeInfo& attribute, std::string name) {
  return {std::move(name), attribute.type, attribute.values, attribute.id};
}

ValueSlot slotOf(const ParameterInfo& parameter) {
  return {std::string(parameter.name), parameter.type};
}

bool isKeyword(std::string_view name) noexcept {
  constexpr std::array<std::string_view, 10> kKeywords{
      "AND", "OR", "NOT", "CONTAINS", "BETWEEN", "MATCHES", "NOT_MATCHES", "IN", "IS", "NULL"};
  return std::any_of(kKeywords.begin(), kKeywords.end(), [&](std::string_view keyword) {
    return equalsIgnoringAsciiCase(keyword, name);
  });
}

/// Joins two or more nodes; children of the same kind are taken in, so that `(a AND b) AND c` and
/// `a AND b AND c` are one tree.
template <class Group>
Node groupOf(std::vector<Node> nodes, Span span) {
  if (nodes.size() == 1) return std::move(nodes.front());
  Group group;
  for (Node& node : nodes) {
    if (auto* same = std::get_if<Group>(&node.what)) {
      std::move(same->children.begin(), same->children.end(), std::back_inserter(group.children));
    } else {
      group.children.push_back(std::move(node));
    }
  }
  return {std::move(group), span};
}

/// Recursive descent over
///     query   := and { OR and }          and := primary { AND primary }
///     primary := NOT primary | '(' query ')' | clause
class Parser {
 public:
  explicit Parser(std::string_view text) : cursor_(text) {}

  Result<Query> parse() {
    if (cursor_.peek().kind == TokenKind::kEnd)
      return cursor_.fail({0, 0}, "Query can't be blank.");
    PANNIER_ASSIGN(Node root, parseOr(0));
    if (cursor_.peek().kind != TokenKind::kEnd) return unexpectedAfterClause();
    return Query{std::move(root)};
  }

 private:
  Result<Node> parseOr(std::size_t depth) {
    const std::size_t begin = cursor_.peek().span.begin;
    std::vector<Node> nodes;
    do {
      PANNIER_ASSIGN(Node node, parseAnd(depth));
      nodes.push_back(std::move(node));
    } while (cursor_.takeKeyword("OR"));
    return groupOf<AnyOf>(std::move(nodes), cursor_.spanFrom(begin));
  }

  Result<Node> parseAnd(std::size_t depth) {
    const std::size_t begin = cursor_.peek().span.begin;
    std::vector<Node> nodes;
    do {
      PANNIER_ASSIGN(Node node, parsePrimary(depth));
      nodes.push_back(std::move(node));
    } while (cursor_.takeKeyword("AND"));
    return groupOf<AllOf>(std::move(nodes), cursor_.spanFrom(begin));
  }

  Result<Node> parsePrimary(std::size_t depth) {
    const Token& token = cursor_.peek();
    const bool negation = cursor_.atKeyword("NOT");
    if (!negation && !cursor_.atSymbol("(")) return parseClause();
    if (depth == kMaxDepth) {
      return cursor_.fail(token.span, "Brackets and NOT can be nested 32 deep.",
                          ErrorCode::kTooLarge);
    }
    cursor_.take();
    if (!negation) return parseGroup(depth + 1);
    // "NOT (" is one level, so that the canonical text is never deeper than what was written.
    auto child = cursor_.takeSymbol("(") ? parseGroup(depth + 1) : parsePrimary(depth + 1);
    if (!child) return std::move(child).error();
    Negation result;
    result.child.push_back(std::move(child).value());
    return Node{std::move(result), cursor_.spanFrom(token.span.begin)};
  }

  /// From after the opening to after the closing bracket.
  Result<Node> parseGroup(std::size_t depth) {
    PANNIER_ASSIGN(Node group, parseOr(depth));
    if (!cursor_.atSymbol(")")) return unexpectedAfterClause();
    cursor_.take();
    return group;
  }

  Result<Node> parseClause() {
    const Token& name = cursor_.peek();
    if (name.kind != TokenKind::kName || isKeyword(name.text)) {
      return cursor_.unexpected("the name of a filter");
    }
    if (++clauses_ > kMaxClauses) {
      return cursor_.fail(name.span, "A query has at most 200 conditions.", ErrorCode::kTooLarge);
    }
    cursor_.take();
    if (const FunctionInfo* function = findFunction(name.text))
      return parseFunction(*function, name);
    return parseAttribute(name);
  }

  Result<Node> parseAttribute(const Token& name) {
    AttributeClause clause;
    PANNIER_TRY(resolveName(name, clause));
    const ValueSlot slot = slotOf(*clause.attribute, asciiLowerUnlessCustom(clause, name));
    PANNIER_ASSIGN(clause.condition,
                   parseCondition(cursor_, slot, operatorsOf(clause.attribute->type)));
    return Node{std::move(clause), cursor_.spanFrom(name.span.begin)};
  }

  static std::string asciiLowerUnlessCustom(const AttributeClause& clause, const Token& name) {
    return clause.customKey.empty() ? std::string(clause.attribute->name) : std::string(name.text);
  }

  Status resolveName(const Token& name, AttributeClause& clause) {
    std::string_view text = name.text;
    if (text.starts_with("customer.metafields."))
      text.remove_prefix(std::string_view("customer.").size());
    constexpr std::string_view kPrefix = "metafields.";
    if (text.starts_with(kPrefix))
      return resolveCustomField(name, text.substr(kPrefix.size()), clause);
    clause.attribute = findAttribute(text);
    if (clause.attribute != nullptr && clause.attribute->id != Attribute::kCustomField) return {};
    if (clause.attribute != nullptr) return resolveCustomField(name, {}, clause);
    return unknownFilter(name);
  }

  Status resolveCustomField(const Token& name, std::string_view path, AttributeClause& clause) {
    const std::size_t dot = path.find('.');
    const bool complete = dot != std::string_view::npos && dot > 0 && dot + 1 < path.size() &&
                          path.find('.', dot + 1) == std::string_view::npos;
    if (!complete) {
      return cursor_.fail(name.span, "Custom fields are written metafields.<namespace>.<key>.");
    }
    clause.attribute = findAttribute("metafields");
    clause.customNamespace = path.substr(0, dot);
    clause.customKey = path.substr(dot + 1);
    return {};
  }

  [[nodiscard]] Error unknownFilter(const Token& name) const {
    const std::string shown(name.text);
    if (const std::string_view missing = missingDataFor(name.text); !missing.empty()) {
      return cursor_.fail(name.span,
                          "The filter " + shown + " is known, but " + std::string(missing),
                          ErrorCode::kUnsupported);
    }
    for (const std::string_view word : {"SELECT", "FROM", "SHOW", "WHERE", "ORDER"}) {
      if (!equalsIgnoringAsciiCase(name.text, word)) continue;
      return cursor_.fail(name.span, "'" + shown +
                                         "' is unexpected. A segment is only the condition that "
                                         "stands after WHERE in a ShopifyQL query.");
    }
    return cursor_.fail(name.span, "'" + shown + "' filter cannot be found." +
                                       didYouMean(suggestFilter(name.text)));
  }

  Result<Node> parseFunction(const FunctionInfo& function, const Token& name) {
    FunctionClause clause;
    clause.function = &function;
    if (cursor_.atSymbol("(")) {
      PANNIER_TRY(parseDeprecatedCall(clause));
    } else if (cursor_.takeKeyword("IS")) {
      // "IS NULL" is "nothing matches at all".
      clause.negated = !cursor_.takeKeyword("NOT");
      if (!cursor_.takeKeyword("NULL")) return cursor_.unexpected("NULL");
    } else {
      clause.negated = cursor_.takeKeyword("NOT_MATCHES");
      if (!clause.negated) {
        clause.negated = cursor_.takeKeyword("NOT");
        if (!cursor_.takeKeyword("MATCHES")) return cursor_.unexpected("MATCHES or NOT MATCHES");
      }
      PANNIER_TRY(cursor_.expectSymbol("(", "after MATCHES"));
      PANNIER_TRY(parseParameters(clause, false));
    }
    return Node{std::move(clause), cursor_.spanFrom(name.span.begin)};
  }

  /// `products_purchased(id: 1234, date: -30d) = true`
  Status parseDeprecatedCall(FunctionClause& clause) {
    cursor_.take();
    PANNIER_TRY(parseParameters(clause, true));
    const bool equal = cursor_.takeSymbol("=");
    if (!equal && !cursor_.takeSymbol("!=")) return cursor_.unexpected("= true or = false");
    const bool truth = cursor_.takeKeyword("true");
    if (!truth && !cursor_.takeKeyword("false")) return cursor_.unexpected("true or false");
    clause.negated = truth != equal;
    return {};
  }

  /// The same for the brackets of a function.
  Status parseParameters(FunctionClause& clause, bool deprecated) {
    if (cursor_.takeSymbol(")")) return {};
    do {
      const Token& name = cursor_.peek();
      if (name.kind != TokenKind::kName) return unexpectedParameter(name);
      cursor_.take();
      PANNIER_ASSIGN(FunctionParameter parameter,
                     deprecated ? parseDeprecatedParameter(*clause.function, name)
                                : parseParameter(*clause.function, name));
      for (const FunctionParameter& earlier : clause.parameters) {
        if (earlier.parameter != parameter.parameter) continue;
        return cursor_.fail(name.span, "The parameter " + std::string(parameter.parameter->name) +
                                           " may appear only once. Use BETWEEN for a range.");
      }
      clause.parameters.push_back(std::move(parameter));
    } while (cursor_.takeSymbol(","));
    return cursor_.expectSymbol(")", "or ',' after the parameter");
  }

  Result<FunctionParameter> parseParameter(const FunctionInfo& function, const Token& name) {
    PANNIER_ASSIGN(const ParameterInfo* info, findKnownParameter(function, name, name.text));
    PANNIER_ASSIGN(Condition condition, parseCondition(cursor_, slotOf(*info), info->operators));
    return FunctionParameter{info, std::move(condition)};
  }

  /// `id: 1234`, `id: (1, 2)`, `date: -30d` (from that day on), `count_at_least: 3`
  Result<FunctionParameter> parseDeprecatedParameter(const FunctionInfo& function,
                                                     const Token& name) {
    std::string_view bare = name.text;
    const bool atLeast = bare.ends_with(kAtLeast);
    if (atLeast) bare.remove_suffix(kAtLeast.size());
    PANNIER_ASSIGN(const ParameterInfo* info, findKnownParameter(function, name, bare));
    PANNIER_TRY(cursor_.expectSymbol(":", "after the parameter name"));
    const bool fromOn = info->type == ValueType::kDate || (atLeast && info->type != ValueType::kId);
    const std::size_t begin = cursor_.peek().span.begin;
    PANNIER_ASSIGN(Condition condition,
                   parseDeprecatedValue(cursor_, slotOf(*info),
                                        fromOn ? Operator::kGreaterOrEqual : Operator::kEqual));
    if ((info->operators & bit(condition.op)) == 0) {
      return cursor_.fail(cursor_.spanFrom(begin),
                          std::string(info->name) + " takes a single value.");
    }
    return FunctionParameter{info, std::move(condition)};
  }

  Result<const ParameterInfo*> findKnownParameter(const FunctionInfo& function, const Token& name,
                                                  std::string_view bare) {
    if (const ParameterInfo* info = findParameter(function, bare)) return info;
    const std::string owner(function.name);
    if (const std::string_view missing = missingDataFor(function, bare); !missing.empty()) {
      return cursor_.fail(name.span,
                          "The parameter " + std::string(bare) + " of " + owner +
                              " is known, but " + std::string(missing),
                          ErrorCode::kUnsupported);
    }
    std::vector<std::string_view> names;
    for (const ParameterInfo& info : function.parameters) names.push_back(info.name);
    return cursor_.fail(name.span, owner + " has no parameter '" + std::string(name.text) + "'." +
                                       didYouMean(nearest(bare, names)));
  }

  /// `1,000` ends up here or below: the comma separates.
  static constexpr std::string_view kNoThousands =
      "Numbers are written without thousands separators.";

  [[nodiscard]] Error unexpectedParameter(const Token& token) const {
    if (token.kind == TokenKind::kWord && token.span.begin == cursor_.lastEnd()) {
      return cursor_.fail(token.span, "'" + std::string(token.text) + "' is unexpected. " +
                                          std::string(kNoThousands));
    }
    return cursor_.unexpected("the name of a parameter");
  }

  [[nodiscard]] Error unexpectedAfterClause() const {
    const Token& token = cursor_.peek();
    if (cursor_.atSymbol(",")) {
      const bool number = cursor_.peek(1).kind == TokenKind::kWord;
      return cursor_.fail(
          token.span, "',' is unexpected. " +
                          (number ? std::string(kNoThousands) : "Join conditions with AND or OR."));
    }
    return cursor_.unexpected("AND, OR or the end");
  }

  Cursor cursor_;
  std::size_t clauses_ = 0;
};

/// Position of the first byte that is not UTF-8 or NUL; the size when there is none.
std::size_t firstBadByte(std::string_view text) noexcept {
  std::size_t at = 0;
  while (at < text.size()) {
    const utf8::Decoded decoded = utf8::decode(text, at);
    if (decoded.codePoint == utf8::kInvalid || decoded.codePoint == 0) break;
    at += decoded.size;
  }
  return at;
}

Error textError(std::string_view text, std::size_t at, std::size_t size, ErrorCode code,
                const std::string& message) {
  Error error = makeError(code, placeText(text, at) + message, "query");
  error.position = at;
  error.length = size;
  return error;
}

}  // namespace

Result<Query> parseQuery(std::string_view text) {
  if (text.size() > kMaxQueryBytes) {
    return textError(text.substr(0, kMaxQueryBytes), kMaxQueryBytes, text.size() - kMaxQueryBytes,
                     ErrorCode::kTooLarge, "A query has at most 5,000 bytes.");
  }
  if (const std::size_t bad = firstBadByte(text); bad < text.size()) {
    return textError(text, bad, 1, ErrorCode::kParse,
                     "This byte is not part of readable text (UTF-8).");
  }
  return Parser(text).parse();
}

}  // namespace pannier::segments
