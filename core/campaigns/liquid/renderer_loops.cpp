#include <algorithm>
#include <cstdint>
#include <utility>

#include "core/campaigns/liquid/renderer.h"

namespace pannier::liquid {
namespace {

std::int64_t saturatingAdd(std::int64_t a, std::int64_t b) {
  std::int64_t sum = 0;
  if (!__builtin_add_overflow(a, b, &sum)) return sum;
  return a < 0 ? INT64_MIN : INT64_MAX;
}

}  // namespace

Value Renderer::Segment::at(std::uint64_t index) const {
  if (collection.isText()) return collection;
  return collection.element(reversed ? end - 1 - index : begin + index);
}

Result<std::int64_t> Renderer::wholeNumber(const Expression& expression, std::string_view what,
                                           std::int64_t whenNil) {
  PANNIER_ASSIGN(const Value value, evaluate(expression));
  if (value.isNil()) return whenNil;
  if (const auto number = toWholeNumber(value)) return *number;
  return makeError(ErrorCode::kParse, "The " + std::string(what) + " must be a whole number.");
}

/// Applies limit and offset, and remembers where `offset: continue` would go on.
Result<Renderer::Segment> Renderer::segmentOf(const LoopHead& head) {
  Segment segment;
  segment.reversed = head.reversed;
  PANNIER_ASSIGN(segment.collection, evaluate(*head.collection));
  std::int64_t from = 0;
  if (head.continues) {
    from = frame_.loopEnds[head.name];
  } else if (head.offset) {
    PANNIER_ASSIGN(from, wholeNumber(*head.offset, "offset", 0));
  }
  std::int64_t limit = INT64_MAX;
  if (head.limit) {
    PANNIER_ASSIGN(limit, wholeNumber(*head.limit, "limit", INT64_MAX));
  }
  if (segment.collection.isText()) {  // a text is a list of one, whatever the limits
    segment.end = segment.collection.asText().empty() ? 0 : 1;
  } else {
    const auto count =
        static_cast<std::int64_t>(std::min<std::uint64_t>(segment.collection.count(), INT64_MAX));
    const std::int64_t to = std::clamp<std::int64_t>(saturatingAdd(from, limit), 0, count);
    segment.begin = static_cast<std::uint64_t>(std::clamp<std::int64_t>(from, 0, count));
    segment.end = std::max(segment.begin, static_cast<std::uint64_t>(to));
  }
  if (!head.name.empty()) {
    frame_.loopEnds[head.name] = saturatingAdd(from, static_cast<std::int64_t>(segment.size()));
  }
  return segment;
}

Status Renderer::render(const ForNode& node, Output& output) {
  PANNIER_ASSIGN(const Segment segment, segmentOf(node.head));
  if (segment.size() == 0) return renderBlock(node.otherwise, output);
  auto loop = std::make_shared<LoopState>();
  loop->name = node.head.name;
  loop->length = static_cast<std::int64_t>(segment.size());
  loop->parent = frame_.loop;
  const std::size_t scope = frame_.locals.size();
  frame_.locals.emplace_back("forloop", Value(std::shared_ptr<const LoopState>(loop)));
  frame_.locals.emplace_back(std::string(node.head.variable), Value());
  frame_.loop = loop;
  for (std::uint64_t i = 0; i < segment.size(); ++i) {
    PANNIER_TRY(budget_.spend(1));
    loop->index0 = static_cast<std::int64_t>(i);
    frame_.locals[scope + 1].second = segment.at(i);
    PANNIER_TRY(renderBlock(node.body, output));
    const Interrupt interrupt = std::exchange(interrupt_, Interrupt::kNone);
    if (interrupt == Interrupt::kBreak) break;
  }
  frame_.loop = loop->parent;
  frame_.locals.resize(scope);
  return {};
}

Status Renderer::render(const TableRowNode& node, Output& output) {
  PANNIER_ASSIGN(const Segment segment, segmentOf(node.head));
  if (!segment.collection.isTruthy()) return {};
  auto loop = std::make_shared<LoopState>();
  loop->isTable = true;
  loop->length = static_cast<std::int64_t>(segment.size());
  loop->columns = loop->length;
  if (node.head.columns) {
    PANNIER_ASSIGN(const Value columns, evaluate(*node.head.columns));
    loop->columns = toWholeNumber(columns).value_or(0);
  }
  const std::size_t scope = frame_.locals.size();
  frame_.locals.emplace_back("tablerowloop", Value(std::shared_ptr<const LoopState>(loop)));
  frame_.locals.emplace_back(std::string(node.head.variable), Value());
  output.write("<tr class=\"row1\">\n", true);
  PANNIER_TRY(renderRows(node, segment, *loop, output));
  output.write("</tr>\n", true);
  frame_.locals.resize(scope);
  return {};
}

Status Renderer::renderRows(const TableRowNode& node, const Segment& segment, LoopState& loop,
                            Output& output) {
  for (std::uint64_t i = 0; i < segment.size(); ++i) {
    PANNIER_TRY(budget_.spend(1));
    loop.index0 = static_cast<std::int64_t>(i);
    const std::int64_t column = loop.columns > 0 ? loop.index0 % loop.columns : loop.index0;
    frame_.locals.back().second = segment.at(i);
    output.write("<td class=\"col" + std::to_string(column + 1) + "\">", true);
    PANNIER_TRY(renderBlock(node.body, output));
    output.write("</td>", true);
    if (std::exchange(interrupt_, Interrupt::kNone) == Interrupt::kBreak) break;
    if (column + 1 == loop.columns && i + 1 < segment.size()) {
      const std::int64_t nextRow = loop.index0 / loop.columns + 2;
      output.write("</tr>\n<tr class=\"row" + std::to_string(nextRow) + "\">", true);
    }
  }
  return {};
}

}  // namespace pannier::liquid
