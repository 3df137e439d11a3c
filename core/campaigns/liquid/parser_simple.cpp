#include <algorithm>

#include "core/campaigns/liquid/characters.h"
#include "core/campaigns/liquid/parser.h"
#include "core/campaigns/liquid/place.h"

namespace pannier::liquid {
namespace {

/// Names that can be assigned to are wider than those that can be read, as in the reference.
bool isAssignable(std::string_view name) {
  return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
    return isWordCharacter(c) || c == '-' || c == '.' || c == '[' || c == ']';
  });
}

}  // namespace

Status Parser::parseAssign(Scanner&, const Piece& tag, Block& block) {
  const std::string_view all = source_.substr(tag.markupBegin, tag.markupEnd - tag.markupBegin);
  const std::size_t equals = all.find('=');
  const std::string_view name = stripSpace(all.substr(0, std::min(equals, all.size())));
  if (equals == std::string_view::npos || !isAssignable(name)) {
    return errorIn(tag, "The tag \"assign\" is written like this: assign name = value.");
  }
  PANNIER_ASSIGN(MarkupParser parser, MarkupParser::over(source_, tag.markupBegin + equals + 1,
                                                         tag.markupEnd, limits_.maxNesting));
  PANNIER_ASSIGN(Pipeline pipeline, parser.pipeline());
  append(block, tag, AssignNode{name, std::move(pipeline)}, true);
  return {};
}

Status Parser::parseEcho(Scanner&, const Piece& tag, Block& block) {
  return appendOutput(tag, block);
}

Status Parser::parseCycle(Scanner&, const Piece& tag, Block& block) {
  PANNIER_ASSIGN(MarkupParser parser, markup(tag));
  CycleNode cycle;
  PANNIER_ASSIGN(Expression first, parser.expression());
  if (parser.accept(TokenKind::kColon)) {
    cycle.group = std::move(first);
    PANNIER_ASSIGN(first, parser.expression());
  }
  cycle.values.push_back(std::move(first));
  while (parser.accept(TokenKind::kComma) && !parser.looksAt(TokenKind::kEnd)) {
    PANNIER_ASSIGN(Expression value, parser.expression());
    cycle.values.push_back(std::move(value));
  }
  PANNIER_TRY(parser.expectEnd());
  for (const Expression& value : cycle.values) {
    cycle.text.append(source_.substr(value.origin.offset, value.origin.length)).append(",");
  }
  append(block, tag, std::move(cycle), false);
  return {};
}

Result<std::string_view> Parser::counterName(const Piece& tag) const {
  const std::string_view name = markupText(tag);
  if (isAssignable(name)) return name;
  return errorIn(tag, "The tag \"" + std::string(tag.name) + "\" needs the name of a counter.");
}

Status Parser::parseIncrement(Scanner&, const Piece& tag, Block& block) {
  PANNIER_ASSIGN(const std::string_view name, counterName(tag));
  append(block, tag, CounterNode{name, true}, false);
  return {};
}

Status Parser::parseDecrement(Scanner&, const Piece& tag, Block& block) {
  PANNIER_ASSIGN(const std::string_view name, counterName(tag));
  append(block, tag, CounterNode{name, false}, false);
  return {};
}

Status Parser::parseBreak(Scanner&, const Piece& tag, Block& block) {
  append(block, tag, InterruptNode{Interrupt::kBreak}, false);
  return {};
}

Status Parser::parseContinue(Scanner&, const Piece& tag, Block& block) {
  append(block, tag, InterruptNode{Interrupt::kContinue}, false);
  return {};
}

Status Parser::parseRender(Scanner&, const Piece& tag, Block& block) {
  return parsePartial(tag, block, true);
}

Status Parser::parseInclude(Scanner&, const Piece& tag, Block& block) {
  return parsePartial(tag, block, false);
}

Status Parser::parsePartial(const Piece& tag, Block& block, bool isolated) {
  PANNIER_ASSIGN(MarkupParser parser, markup(tag));
  PartialNode partial;
  partial.isolated = isolated;
  if (isolated && !parser.looksAt(TokenKind::kString)) {
    return parser.unexpected("the name of a partial in quotation marks");
  }
  PANNIER_ASSIGN(partial.name, parser.expression());
  const auto isKeyword = [&parser](std::string_view word) {
    return parser.looksAtWord(word) && !parser.looksAt(TokenKind::kColon, 1);
  };
  if (isKeyword("with") || isKeyword("for")) {
    partial.forEach = parser.looksAtWord("for");
    PANNIER_TRY(parser.expect(TokenKind::kIdentifier, "\"with\" or \"for\""));
    PANNIER_ASSIGN(partial.subject, parser.expression());
  }
  if (isKeyword("as")) {
    PANNIER_TRY(parser.expect(TokenKind::kIdentifier, "\"as\""));
    PANNIER_ASSIGN(partial.alias, parser.expect(TokenKind::kIdentifier, "a name"));
  }
  PANNIER_ASSIGN(partial.arguments, parser.namedArguments());
  append(block, tag, std::move(partial), false);
  return {};
}

Status Parser::parseComment(Scanner& scanner, const Piece& tag, Block&) {
  if (!scanner.skipComment()) return neverClosed(tag);
  return {};
}

/// Each further line of an inline comment must start with "#" too, so that no tag hides in it.
Status Parser::parseInlineComment(Scanner&, const Piece& tag, Block&) {
  std::string_view rest = source_.substr(tag.markupBegin, tag.markupEnd - tag.markupBegin);
  for (std::size_t lineBreak; (lineBreak = rest.find('\n')) != std::string_view::npos;) {
    rest.remove_prefix(lineBreak + 1);
    const std::string_view line =
        stripSpace(rest.substr(0, std::min(rest.find('\n'), rest.size())));
    if (!line.empty() && line[0] != '#') {
      return errorIn(tag, "Every line of this comment must start with \"#\".");
    }
  }
  return {};
}

Status Parser::parseDoc(Scanner& scanner, const Piece& tag, Block&) {
  if (!markupText(tag).empty()) return errorIn(tag, "The tag \"doc\" takes no arguments.");
  const auto body = scanner.untilEndTag("enddoc");
  if (!body) return neverClosed(tag);
  Scanner inner(body->text);
  if (inner.untilEndTag("doc")) return errorIn(tag, "A \"doc\" may not contain another one.");
  return {};
}

Status Parser::parseRaw(Scanner& scanner, const Piece& tag, Block& block) {
  if (!markupText(tag).empty()) return errorIn(tag, "The tag \"raw\" takes no arguments.");
  const auto body = scanner.untilEndTag("endraw");
  if (!body) return neverClosed(tag);
  if (!body->text.empty()) append(block, *body, TextNode{body->text}, false);
  return {};
}

}  // namespace pannier::liquid
