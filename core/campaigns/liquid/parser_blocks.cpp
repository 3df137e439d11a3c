#include <algorithm>

#include "core/campaigns/liquid/characters.h"
#include "core/campaigns/liquid/parser.h"
#include "core/campaigns/liquid/place.h"

namespace pannier::liquid {
namespace {

/// A block that can never show anything but white space shows nothing at all.
void dropTexts(Block& block) {
  const auto isText = [](const Node& node) { return std::holds_alternative<TextNode>(node.form); };
  block.nodes.erase(std::remove_if(block.nodes.begin(), block.nodes.end(), isText),
                    block.nodes.end());
}

/// Does so when all branches are like that. Returns whether they are.
template <class Branches>
bool dropBlankTexts(Branches& branches) {
  const bool allBlank = std::all_of(branches.begin(), branches.end(),
                                    [](const auto& branch) { return branch.body.isBlank; });
  if (allBlank) {
    for (auto& branch : branches) dropTexts(branch.body);
  }
  return allBlank;
}

std::string_view unquoted(std::string_view name) {
  const bool quoted =
      name.size() >= 2 && (name[0] == '"' || name[0] == '\'') && name.back() == name[0];
  return quoted ? name.substr(1, name.size() - 2) : name;
}

}  // namespace

Status Parser::parseCapture(Scanner& scanner, const Piece& tag, Block& block) {
  CaptureNode capture;
  capture.name = unquoted(markupText(tag));
  const bool valid = !capture.name.empty() &&
                     std::all_of(capture.name.begin(), capture.name.end(),
                                 [](char c) { return isWordCharacter(c) || c == '-' || c == '.'; });
  if (!valid) return errorIn(tag, "The tag \"capture\" needs the name of a variable.");
  PANNIER_TRY(parseBlock(scanner, {&tag, {"endcapture"}}, capture.body));
  append(block, tag, std::move(capture), true);
  return {};
}

Status Parser::parseIf(Scanner& scanner, const Piece& tag, Block& block) {
  return parseBranches(scanner, tag, block, false);
}

Status Parser::parseUnless(Scanner& scanner, const Piece& tag, Block& block) {
  return parseBranches(scanner, tag, block, true);
}

Status Parser::parseBranches(Scanner& scanner, const Piece& tag, Block& block, bool negated) {
  const std::string endName = "end" + std::string(tag.name);
  IfNode node;
  for (Piece head = tag;;) {
    Branch branch;
    branch.negated = negated && node.branches.empty();
    if (head.name != "else") {
      PANNIER_ASSIGN(MarkupParser parser, markup(head));
      PANNIER_ASSIGN(branch.condition, parser.condition());
    }
    PANNIER_ASSIGN(head, parseBlock(scanner, {&tag, {"elsif", "else", endName}}, branch.body));
    node.branches.push_back(std::move(branch));
    if (head.name == endName) break;
  }
  const bool isBlank = dropBlankTexts(node.branches);
  append(block, tag, std::move(node), isBlank);
  return {};
}

Status Parser::parseCase(Scanner& scanner, const Piece& tag, Block& block) {
  PANNIER_ASSIGN(MarkupParser parser, markup(tag));
  PANNIER_ASSIGN(Expression subject, parser.expression());
  PANNIER_TRY(parser.expectEnd());
  CaseNode node{std::move(subject), {}};
  const Stops stops{&tag, {"when", "else", "endcase"}};
  Block ignored;  // what stands before the first "when" is not shown
  PANNIER_ASSIGN(Piece head, parseBlock(scanner, stops, ignored));
  while (head.name != "endcase") {
    CaseBranch branch;
    if (head.name == "when") {
      PANNIER_ASSIGN(branch, whenBranch(head));
    }
    PANNIER_ASSIGN(head, parseBlock(scanner, stops, branch.body));
    node.branches.push_back(std::move(branch));
  }
  const bool isBlank = dropBlankTexts(node.branches);
  append(block, tag, std::move(node), isBlank);
  return {};
}

Result<CaseBranch> Parser::whenBranch(const Piece& tag) const {
  PANNIER_ASSIGN(MarkupParser parser, markup(tag));
  CaseBranch branch;
  do {
    PANNIER_ASSIGN(Expression value, parser.expression());
    branch.values.push_back(std::move(value));
  } while (parser.accept(TokenKind::kComma) || parser.acceptWord("or"));
  if (!parser.looksAt(TokenKind::kEnd)) return parser.unexpected("\",\" or \"or\"");
  return branch;
}

Status Parser::parseFor(Scanner& scanner, const Piece& tag, Block& block) {
  PANNIER_ASSIGN(LoopHead head, loopHead(tag, false));
  ForNode node{std::move(head), {}, {}};
  PANNIER_ASSIGN(const Piece stop, parseBlock(scanner, {&tag, {"else", "endfor"}}, node.body));
  if (stop.name == "else") PANNIER_TRY(parseBlock(scanner, {&tag, {"endfor"}}, node.otherwise));
  const bool isBlank = node.body.isBlank && node.otherwise.isBlank;
  if (isBlank) {
    dropTexts(node.body);
    dropTexts(node.otherwise);
  }
  append(block, tag, std::move(node), isBlank);
  return {};
}

Status Parser::parseTableRow(Scanner& scanner, const Piece& tag, Block& block) {
  PANNIER_ASSIGN(LoopHead head, loopHead(tag, true));
  TableRowNode node{std::move(head), {}};
  PANNIER_TRY(parseBlock(scanner, {&tag, {"endtablerow"}}, node.body));
  append(block, tag, std::move(node), false);
  return {};
}

/// `item in products reversed limit: 3 offset: continue`, commas between the attributes allowed.
Result<LoopHead> Parser::loopHead(const Piece& tag, bool isTable) const {
  PANNIER_ASSIGN(MarkupParser parser, markup(tag));
  LoopHead head;
  PANNIER_ASSIGN(head.variable, parser.expect(TokenKind::kIdentifier, "the name of a variable"));
  if (!parser.acceptWord("in")) return parser.unexpected("\"in\"");
  PANNIER_ASSIGN(head.collection, parser.expression());
  const Origin origin = head.collection->origin;
  if (!isTable) {
    head.name.append(head.variable).append("-");
    head.name.append(source_.substr(origin.offset, origin.length));
  }
  while (!parser.looksAt(TokenKind::kEnd)) {
    parser.accept(TokenKind::kComma);
    PANNIER_TRY(loopAttribute(parser, head, isTable));
  }
  return head;
}

Status Parser::loopAttribute(MarkupParser& parser, LoopHead& head, bool isTable) const {
  if (!isTable && parser.acceptWord("reversed")) {
    head.reversed = true;
    return {};
  }
  const bool known = parser.looksAtWord("limit") || parser.looksAtWord("offset") ||
                     (isTable && parser.looksAtWord("cols"));
  if (!known) {
    return parser.unexpected(isTable ? "\"limit\", \"offset\" or \"cols\""
                                     : "\"limit\", \"offset\" or \"reversed\"");
  }
  PANNIER_ASSIGN(const std::string_view name,
                 parser.expect(TokenKind::kIdentifier, "an attribute"));
  PANNIER_TRY(parser.expect(TokenKind::kColon, "\":\""));
  const bool continues = !isTable && name == "offset" && parser.looksAtWord("continue");
  PANNIER_ASSIGN(Expression value, parser.expression());
  if (name == "limit") {
    head.limit = std::move(value);
  } else if (name == "cols") {
    head.columns = std::move(value);
  } else {
    head.continues = continues;
    head.offset = std::move(value);
  }
  return {};
}

Status Parser::parseIfChanged(Scanner& scanner, const Piece& tag, Block& block) {
  IfChangedNode node;
  PANNIER_TRY(parseBlock(scanner, {&tag, {"endifchanged"}}, node.body));
  const bool isBlank = node.body.isBlank;
  append(block, tag, std::move(node), isBlank);
  return {};
}

/// The lines become part of the surrounding block, but what is opened in them must be closed in
/// them.
Status Parser::parseLiquid(Scanner&, const Piece& tag, Block& block) {
  Scanner lines = Scanner::lines(source_, tag.markupBegin, tag.markupEnd);
  if (depth_ > limits_.maxNesting) {
    return errorAt(source_, tag.offset, tag.length, "Tags are nested too deeply.",
                   ErrorCode::kTooLarge);
  }
  PANNIER_TRY(parseBlock(lines, {}, block));
  return {};
}

}  // namespace pannier::liquid
