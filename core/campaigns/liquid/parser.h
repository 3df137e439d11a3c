#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/campaigns/liquid/ast.h"
#include "core/campaigns/liquid/markup_parser.h"
#include "core/campaigns/liquid/scanner.h"

namespace pannier::liquid {

/// Builds the tree of one template. `source` must live as long as the tree.
class Parser {
 public:
  Parser(std::string_view source, const Limits& limits) : source_(source), limits_(limits) {}

  Result<Block> run();

 private:
  using TagFunction = Status (Parser::*)(Scanner&, const Piece&, Block&);
  struct TagSpec {
    std::string_view name;
    TagFunction function;
  };
  /// What ended a block: one of its stop tags. `opener` is the tag that is still open.
  struct Stops {
    const Piece* opener = nullptr;
    std::vector<std::string_view> names;
  };

  static TagFunction findTag(std::string_view name);

  // parser.cpp: structure
  Result<Piece> parseBlock(Scanner& scanner, const Stops& stops, Block& block);
  Result<Piece> parsePieces(Scanner& scanner, const Stops& stops, Block& block);
  Status parseTag(Scanner& scanner, const Piece& tag, const Stops& stops, Block& block);
  Status appendOutput(const Piece& piece, Block& block);
  [[nodiscard]] Error neverClosed(const Piece& opener) const;
  [[nodiscard]] Error unknownTag(const Piece& tag, const Stops& stops) const;
  Result<MarkupParser> markup(const Piece& piece) const;
  [[nodiscard]] std::string_view markupText(const Piece& piece) const;
  [[nodiscard]] Error errorIn(const Piece& piece, std::string_view sentence) const;
  template <class Form>
  void append(Block& block, const Piece& piece, Form form, bool isBlank) const;

  // parser_simple.cpp: tags without a body, and those whose body is not looked into
  Status parseAssign(Scanner&, const Piece&, Block&);
  Status parseEcho(Scanner&, const Piece&, Block&);
  Status parseCycle(Scanner&, const Piece&, Block&);
  Status parseIncrement(Scanner&, const Piece&, Block&);
  Status parseDecrement(Scanner&, const Piece&, Block&);
  Status parseBreak(Scanner&, const Piece&, Block&);
  Status parseContinue(Scanner&, const Piece&, Block&);
  Status parseRender(Scanner&, const Piece&, Block&);
  Status parseInclude(Scanner&, const Piece&, Block&);
  Status parseComment(Scanner&, const Piece&, Block&);
  Status parseInlineComment(Scanner&, const Piece&, Block&);
  Status parseDoc(Scanner&, const Piece&, Block&);
  Status parseRaw(Scanner&, const Piece&, Block&);
  Result<std::string_view> counterName(const Piece&) const;
  Status parsePartial(const Piece&, Block&, bool isolated);

  // parser_blocks.cpp: tags with a body
  Status parseCapture(Scanner&, const Piece&, Block&);
  Status parseIf(Scanner&, const Piece&, Block&);
  Status parseUnless(Scanner&, const Piece&, Block&);
  Status parseCase(Scanner&, const Piece&, Block&);
  Status parseFor(Scanner&, const Piece&, Block&);
  Status parseTableRow(Scanner&, const Piece&, Block&);
  Status parseIfChanged(Scanner&, const Piece&, Block&);
  Status parseLiquid(Scanner&, const Piece&, Block&);
  Status parseBranches(Scanner&, const Piece&, Block&, bool negated);
  Result<LoopHead> loopHead(const Piece&, bool isTable) const;
  Status loopAttribute(MarkupParser&, LoopHead&, bool isTable) const;
  Result<CaseBranch> whenBranch(const Piece&) const;

  std::string_view source_;
  Limits limits_;
  std::size_t depth_ = 0;
};

template <class Form>
void Parser::append(Block& block, const Piece& piece, Form form, bool isBlank) const {
  block.isBlank = block.isBlank && isBlank;
  block.nodes.push_back(Node{{piece.offset, piece.length}, std::move(form)});
}

}  // namespace pannier::liquid
