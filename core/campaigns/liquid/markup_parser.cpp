#include "core/campaigns/liquid/markup_parser.h"

#include <utility>

#include "core/campaigns/liquid/filters.h"
#include "core/campaigns/liquid/place.h"

namespace pannier::liquid {
namespace {

/// Words that stand for a value when they stand alone.
std::optional<Value> wordValue(std::string_view word) {
  if (word == "true") return Value(true);
  if (word == "false") return Value(false);
  if (word == "nil" || word == "null") return Value();
  if (word == "empty") return Value(Marker::kEmpty);
  if (word == "blank") return Value(Marker::kBlank);
  return std::nullopt;
}

std::optional<Operator> operatorOf(const Token& token) {
  if (token.kind == TokenKind::kIdentifier && token.text == "contains") return Operator::kContains;
  if (token.kind != TokenKind::kComparison) return std::nullopt;
  if (token.text == "==") return Operator::kEqual;
  if (token.text == "!=" || token.text == "<>") return Operator::kNotEqual;
  if (token.text == "<") return Operator::kLess;
  if (token.text == ">") return Operator::kGreater;
  return token.text == "<=" ? Operator::kLessOrEqual : Operator::kGreaterOrEqual;
}

std::string argumentRule(const FilterSpec& spec) {
  const auto counted = [](int count) {
    return std::to_string(count) + (count == 1 ? " argument" : " arguments");
  };
  if (spec.maxArguments == 0) return "takes no arguments";
  if (spec.minArguments == spec.maxArguments) return "needs " + counted(spec.minArguments);
  return "takes " + std::to_string(spec.minArguments) + " to " + counted(spec.maxArguments);
}

}  // namespace

Result<MarkupParser> MarkupParser::over(std::string_view source, std::size_t begin, std::size_t end,
                                        std::size_t maxNesting) {
  PANNIER_ASSIGN(auto tokens, lex(source, begin, end));
  return MarkupParser(source, std::move(tokens), maxNesting);
}

const Token& MarkupParser::peek(std::size_t ahead) const {
  return at_ + ahead < tokens_.size() ? tokens_[at_ + ahead] : tokens_.back();
}

bool MarkupParser::looksAt(TokenKind kind, std::size_t ahead) const {
  return peek(ahead).kind == kind;
}

bool MarkupParser::looksAtWord(std::string_view word) const {
  return looksAt(TokenKind::kIdentifier) && peek().text == word;
}

const Token& MarkupParser::take() {
  return at_ + 1 < tokens_.size() ? tokens_[at_++] : tokens_.back();
}

bool MarkupParser::accept(TokenKind kind) {
  if (!looksAt(kind)) return false;
  take();
  return true;
}

bool MarkupParser::acceptWord(std::string_view word) {
  if (!looksAtWord(word)) return false;
  take();
  return true;
}

Error MarkupParser::unexpected(std::string_view whatIsExpected) const {
  const Token& token = peek();
  const std::string found =
      token.kind == TokenKind::kEnd
          ? "the end of the tag"
          : "\"" + std::string(source_.substr(token.offset, token.length)) + "\"";
  return errorAt(source_, token.offset, token.length,
                 "Expected " + std::string(whatIsExpected) + " but found " + found + ".");
}

Result<std::string_view> MarkupParser::expect(TokenKind kind, std::string_view whatIsExpected) {
  if (!looksAt(kind)) return unexpected(whatIsExpected);
  return take().text;
}

Status MarkupParser::expectEnd() {
  if (!looksAt(TokenKind::kEnd)) return unexpected("nothing more");
  return {};
}

std::string_view MarkupParser::textFrom(std::size_t offset) const {
  const Token& last = tokens_[at_ > 0 ? at_ - 1 : 0];
  return source_.substr(offset, last.offset + last.length - offset);
}

Result<Expression> MarkupParser::expression() {
  if (depth_ >= maxNesting_) {
    return errorAt(source_, peek().offset, peek().length,
                   "Brackets are nested deeper than " + std::to_string(maxNesting_) + " levels.",
                   ErrorCode::kTooLarge);
  }
  ++depth_;
  auto parsed = unboundedExpression();
  --depth_;
  return parsed;
}

Result<Expression> MarkupParser::unboundedExpression() {
  const Token& token = peek();
  const Origin origin{token.offset, token.length};
  switch (token.kind) {
    case TokenKind::kString:
      take();
      return Expression{origin, Literal{Value(Text::borrowed(token.text, true))}};
    case TokenKind::kNumber:
      take();
      return Expression{origin, Literal{Value(parseNumber(token.text).value_or(Number{}))}};
    case TokenKind::kOpenRound:
      return rangeExpression();
    case TokenKind::kIdentifier:
    case TokenKind::kOpenSquare:
      return pathExpression();
    default:
      return unexpected("a value");
  }
}

Result<Expression> MarkupParser::rangeExpression() {
  const std::size_t begin = take().offset;
  PANNIER_ASSIGN(Expression first, expression());
  PANNIER_TRY(expect(TokenKind::kDotDot, "\"..\""));
  PANNIER_ASSIGN(Expression last, expression());
  PANNIER_TRY(expect(TokenKind::kCloseRound, "\")\""));
  RangeExpression range{std::make_unique<Expression>(std::move(first)),
                        std::make_unique<Expression>(std::move(last))};
  return Expression{{begin, textFrom(begin).size()}, std::move(range)};
}

Result<Expression> MarkupParser::pathExpression() {
  const Token first = peek();
  Path path;
  if (looksAt(TokenKind::kIdentifier)) path.steps.push_back({take().text, nullptr});
  for (;;) {
    if (accept(TokenKind::kOpenSquare)) {
      PANNIER_ASSIGN(Expression index, expression());
      PANNIER_TRY(expect(TokenKind::kCloseSquare, "\"]\""));
      path.steps.push_back({{}, std::make_unique<Expression>(std::move(index))});
    } else if (accept(TokenKind::kDot)) {
      PANNIER_ASSIGN(const std::string_view name, expect(TokenKind::kIdentifier, "a name"));
      path.steps.push_back({name, nullptr});
    } else {
      break;
    }
  }
  const Origin origin{first.offset, textFrom(first.offset).size()};
  if (path.steps.size() == 1 && path.steps[0].index == nullptr) {
    if (auto value = wordValue(path.steps[0].name)) return Expression{origin, Literal{*value}};
  }
  return Expression{origin, std::move(path)};
}

Result<Pipeline> MarkupParser::pipeline() {
  Pipeline out;
  if (looksAt(TokenKind::kEnd)) return out;
  PANNIER_ASSIGN(out.value, expression());
  while (accept(TokenKind::kPipe)) {
    PANNIER_ASSIGN(FilterCall call, filterCall());
    out.filters.push_back(std::move(call));
  }
  PANNIER_TRY(expectEnd());
  return out;
}

Result<FilterCall> MarkupParser::filterCall() {
  const Token name = peek();
  PANNIER_TRY(expect(TokenKind::kIdentifier, "the name of a filter"));
  FilterCall call;
  call.spec = findFilter(name.text);
  call.origin = {name.offset, name.length};
  if (call.spec == nullptr) {
    return errorAt(source_, name.offset, name.length,
                   "There is no filter \"" + std::string(name.text) + "\".");
  }
  if (accept(TokenKind::kColon)) PANNIER_TRY(filterArguments(call));
  PANNIER_TRY(checkArguments(call));
  return call;
}

Status MarkupParser::filterArguments(FilterCall& call) {
  do {
    if (looksAt(TokenKind::kIdentifier) && looksAt(TokenKind::kColon, 1)) {
      const std::string_view name = take().text;
      take();
      PANNIER_ASSIGN(Expression value, expression());
      call.named.push_back({name, std::move(value)});
    } else {
      PANNIER_ASSIGN(Expression value, expression());
      call.arguments.push_back(std::move(value));
    }
  } while (accept(TokenKind::kComma));
  return {};
}

Status MarkupParser::checkArguments(const FilterCall& call) const {
  const FilterSpec& spec = *call.spec;
  const std::string filter = "The filter \"" + std::string(spec.name) + "\" ";
  const std::size_t count = call.arguments.size();
  if (count < spec.minArguments || count > spec.maxArguments) {
    return errorAt(source_, call.origin.offset, call.origin.length,
                   filter + argumentRule(spec) + ", not " + std::to_string(count) + ".");
  }
  for (const NamedArgument& argument : call.named) {
    if (argument.name == spec.namedArgument) continue;
    return errorAt(source_, argument.value.origin.offset, argument.value.origin.length,
                   filter + "has no argument named \"" + std::string(argument.name) + "\".");
  }
  return {};
}

Result<Condition> MarkupParser::condition() {
  Condition out;
  for (;;) {
    PANNIER_ASSIGN(Expression left, expression());
    Comparison comparison{std::move(left), Operator::kTruthy, std::nullopt, false};
    if (const auto op = operatorOf(peek())) {
      take();
      comparison.op = *op;
      PANNIER_ASSIGN(comparison.right, expression());
    }
    comparison.joinedByAnd = looksAtWord("and");
    out.push_back(std::move(comparison));
    if (!acceptWord("and") && !acceptWord("or")) break;
  }
  if (!looksAt(TokenKind::kEnd)) return unexpected("\"and\", \"or\" or a comparison");
  return out;
}

Result<std::vector<NamedArgument>> MarkupParser::namedArguments() {
  std::vector<NamedArgument> out;
  for (accept(TokenKind::kComma); !looksAt(TokenKind::kEnd); accept(TokenKind::kComma)) {
    PANNIER_ASSIGN(const std::string_view name, expect(TokenKind::kIdentifier, "an argument name"));
    PANNIER_TRY(expect(TokenKind::kColon, "\":\""));
    PANNIER_ASSIGN(Expression value, expression());
    out.push_back({name, std::move(value)});
  }
  return out;
}

}  // namespace pannier::liquid
