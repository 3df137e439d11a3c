#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/json.h"
#include "core/base/result.h"
#include "core/campaigns/liquid/ast.h"
#include "core/campaigns/liquid/budget.h"
#include "core/campaigns/liquid/frame.h"
#include "core/campaigns/liquid/output.h"

namespace pannier::liquid {

/// One rendering of a template. Everything it is given must outlive it.
class Renderer {
 public:
  Renderer(const ParsedTemplate& parsed, json::View data, const RenderOptions& options);

  /// Errors: kParse and kTooLarge, with the place in the source of the outermost template.
  Result<std::string> run();

 private:
  /// The part of a collection a loop goes over: elements [begin, end), perhaps backwards.
  struct Segment {
    Value collection;
    std::uint64_t begin = 0;
    std::uint64_t end = 0;
    bool reversed = false;
    [[nodiscard]] std::uint64_t size() const { return end - begin; }
    [[nodiscard]] Value at(std::uint64_t index) const;
  };

  // evaluator.cpp: values
  Result<Value> evaluate(const Expression& expression);
  Result<Value> evaluate(const Pipeline& pipeline);
  Result<Value> evaluate(const Path& path);
  Result<Value> evaluate(const RangeExpression& range);
  Result<Value> applyFilters(Value value, const std::vector<FilterCall>& filters);
  Result<Value> applyFilter(const Value& value, const FilterCall& call);
  Status spendOn(const Value& value);
  Result<bool> holds(const Condition& condition);
  Result<bool> holds(const Comparison& comparison);
  Result<bool> compareOrder(const Value& left, Operator op, const Value& right);
  Result<bool> contains(const Value& left, const Value& right);
  Result<bool> equal(const Value& left, const Value& right);
  void noteMissing(const Pipeline& pipeline, const Value& value);

  // renderer.cpp: blocks and plain tags
  Status renderBlock(const Block& block, Output& output);
  Status renderNode(const Node& node, Output& output);
  Result<Text> captured(const Block& block);
  Status render(const TextNode& node, Output& output);
  Status render(const OutputNode& node, Output& output);
  Status render(const AssignNode& node, Output& output);
  Status render(const CaptureNode& node, Output& output);
  Status render(const IfNode& node, Output& output);
  Status render(const CaseNode& node, Output& output);
  Status render(const CycleNode& node, Output& output);
  Status render(const CounterNode& node, Output& output);
  Status render(const InterruptNode& node, Output& output);
  Status render(const IfChangedNode& node, Output& output);

  // renderer_loops.cpp
  Status render(const ForNode& node, Output& output);
  Status render(const TableRowNode& node, Output& output);
  Result<Segment> segmentOf(const LoopHead& head);
  Result<std::int64_t> wholeNumber(const Expression& expression, std::string_view what,
                                   std::int64_t whenNil);
  Status renderRows(const TableRowNode& node, const Segment& segment, LoopState& loop,
                    Output& output);

  // renderer_partials.cpp
  Status render(const PartialNode& node, Output& output);
  Result<std::string> partialName(const PartialNode& node);
  Result<const ParsedTemplate*> partialNamed(const std::string& name);
  Status renderIsolated(const PartialNode& node, const std::string& name,
                        const ParsedTemplate& partial, Output& output);
  Status renderShared(const PartialNode& node, const std::string& name,
                      const ParsedTemplate& partial, Output& output);
  Status renderPartial(const std::string& name, const ParsedTemplate& partial, Output& output);

  const ParsedTemplate& parsed_;
  json::View data_;
  const RenderOptions& options_;
  Budget budget_;
  std::string_view source_;  // of the template being rendered now
  Frame frame_;
  Interrupt interrupt_ = Interrupt::kNone;
  std::string lastChanged_;  // what ifchanged compares with
  std::size_t blockDepth_ = 0;
  std::size_t partialDepth_ = 0;
  std::map<std::string, std::unique_ptr<const ParsedTemplate>, std::less<>> partials_;
};

}  // namespace pannier::liquid
