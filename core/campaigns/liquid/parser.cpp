#include "core/campaigns/liquid/parser.h"

#include <algorithm>
#include <iterator>

#include "core/campaigns/liquid/characters.h"
#include "core/campaigns/liquid/place.h"

namespace pannier::liquid {

Parser::TagFunction Parser::findTag(std::string_view name) {
  static constexpr TagSpec kTags[] = {
      {"assign", &Parser::parseAssign},
      {"echo", &Parser::parseEcho},
      {"cycle", &Parser::parseCycle},
      {"increment", &Parser::parseIncrement},
      {"decrement", &Parser::parseDecrement},
      {"break", &Parser::parseBreak},
      {"continue", &Parser::parseContinue},
      {"render", &Parser::parseRender},
      {"include", &Parser::parseInclude},
      {"comment", &Parser::parseComment},
      {"#", &Parser::parseInlineComment},
      {"doc", &Parser::parseDoc},
      {"raw", &Parser::parseRaw},
      {"capture", &Parser::parseCapture},
      {"if", &Parser::parseIf},
      {"unless", &Parser::parseUnless},
      {"case", &Parser::parseCase},
      {"for", &Parser::parseFor},
      {"tablerow", &Parser::parseTableRow},
      {"ifchanged", &Parser::parseIfChanged},
      {"liquid", &Parser::parseLiquid},
  };
  const auto* found = std::find_if(std::begin(kTags), std::end(kTags),
                                   [&](const TagSpec& tag) { return tag.name == name; });
  return found == std::end(kTags) ? nullptr : found->function;
}

Result<Block> Parser::run() {
  Scanner scanner(source_);
  Block root;
  PANNIER_TRY(parseBlock(scanner, {}, root));
  return root;
}

/// Fills `block` up to one of the stop tags, which is returned; at top level up to the end.
Result<Piece> Parser::parseBlock(Scanner& scanner, const Stops& stops, Block& block) {
  if (depth_ > limits_.maxNesting) {
    const Piece& opener = *stops.opener;
    return errorAt(source_, opener.offset, opener.length,
                   "Tags are nested deeper than " + std::to_string(limits_.maxNesting) + " levels.",
                   ErrorCode::kTooLarge);
  }
  ++depth_;
  auto stop = parsePieces(scanner, stops, block);
  --depth_;
  return stop;
}

Result<Piece> Parser::parsePieces(Scanner& scanner, const Stops& stops, Block& block) {
  for (;;) {
    PANNIER_ASSIGN(const Piece piece, scanner.next());
    switch (piece.kind) {
      case PieceKind::kEnd:
        if (stops.opener != nullptr) return neverClosed(*stops.opener);
        return piece;
      case PieceKind::kText:
        if (!piece.text.empty()) append(block, piece, TextNode{piece.text}, isAllSpace(piece.text));
        break;
      case PieceKind::kOutput:
        PANNIER_TRY(appendOutput(piece, block));
        break;
      case PieceKind::kTag: {
        const auto& names = stops.names;
        if (std::find(names.begin(), names.end(), piece.name) != names.end()) return piece;
        PANNIER_TRY(parseTag(scanner, piece, stops, block));
        break;
      }
    }
  }
}

Status Parser::parseTag(Scanner& scanner, const Piece& tag, const Stops& stops, Block& block) {
  const TagFunction function = findTag(tag.name);
  if (function == nullptr) return unknownTag(tag, stops);
  return (this->*function)(scanner, tag, block);
}

Status Parser::appendOutput(const Piece& piece, Block& block) {
  PANNIER_ASSIGN(MarkupParser parser, markup(piece));
  PANNIER_ASSIGN(Pipeline pipeline, parser.pipeline());
  append(block, piece, OutputNode{std::move(pipeline)}, false);
  return {};
}

Error Parser::neverClosed(const Piece& opener) const {
  const std::string name(opener.name);
  return errorIn(opener, "The tag \"" + name + "\" is never closed with \"end" + name + "\".");
}

Error Parser::unknownTag(const Piece& tag, const Stops& stops) const {
  if (tag.name.empty()) return errorIn(tag, "This tag has no name.");
  const std::string name(tag.name);
  const bool isPart =
      name == "else" || name == "elsif" || name == "when" || name.rfind("end", 0) == 0;
  if (!isPart) return errorIn(tag, "There is no tag \"" + name + "\".");
  if (stops.opener == nullptr)
    return errorIn(tag, "No tag is open that \"" + name + "\" belongs to.");
  return errorIn(tag, "The tag \"" + name + "\" does not belong to the open tag \"" +
                          std::string(stops.opener->name) + "\".");
}

Result<MarkupParser> Parser::markup(const Piece& piece) const {
  return MarkupParser::over(source_, piece.markupBegin, piece.markupEnd, limits_.maxNesting);
}

std::string_view Parser::markupText(const Piece& piece) const {
  return stripSpace(source_.substr(piece.markupBegin, piece.markupEnd - piece.markupBegin));
}

Error Parser::errorIn(const Piece& piece, std::string_view sentence) const {
  return errorAt(source_, piece.offset, piece.length, sentence);
}

}  // namespace pannier::liquid
