#include "core/campaigns/liquid/renderer.h"

#include "core/campaigns/liquid/place.h"

namespace pannier::liquid {
namespace {

Output::Mode modeOf(const RenderOptions& options) {
  return options.escapeHtml ? Output::Mode::kEscape : Output::Mode::kPlain;
}

}  // namespace

Renderer::Renderer(const ParsedTemplate& parsed, json::View data, const RenderOptions& options)
    : parsed_(parsed),
      data_(data),
      options_(options),
      budget_(parsed.limits),
      source_(parsed.source) {}

Result<std::string> Renderer::run() {
  Output output(modeOf(options_), parsed_.limits.maxOutputBytes);
  PANNIER_TRY(renderBlock(parsed_.root, output));
  return output.takeString();
}

/// Renders until the end or until a break or continue. Blocks of partials count into the depth too.
Status Renderer::renderBlock(const Block& block, Output& output) {
  if (blockDepth_ > 2 * budget_.limits().maxNesting) {
    return makeError(ErrorCode::kTooLarge, "Tags and partials are nested too deeply here.");
  }
  ++blockDepth_;
  for (const Node& node : block.nodes) {
    PANNIER_TRY(renderNode(node, output));
    if (interrupt_ != Interrupt::kNone) break;
  }
  --blockDepth_;
  return {};
}

Status Renderer::renderNode(const Node& node, Output& output) {
  Status status = budget_.spend(1);
  if (status.ok()) {
    status = std::visit([&](const auto& form) { return render(form, output); }, node.form);
  }
  if (status.ok() && output.isFull()) {
    status = makeError(ErrorCode::kTooLarge, "The text becomes longer than " +
                                                 std::to_string(budget_.limits().maxOutputBytes) +
                                                 " bytes here.");
  }
  if (status.ok()) return status;
  return locate(std::move(status).error(), source_, node.origin.offset, node.origin.length);
}

Result<Text> Renderer::captured(const Block& block) {
  Output inner(Output::Mode::kCapture, budget_.limits().maxOutputBytes);
  PANNIER_TRY(renderBlock(block, inner));
  return inner.takeText();
}

Status Renderer::render(const TextNode& node, Output& output) {
  output.write(node.text, true);
  return budget_.spendBytes(node.text.size());
}

Status Renderer::render(const OutputNode& node, Output& output) {
  if (!node.pipeline.value) return {};
  PANNIER_ASSIGN(Value value, evaluate(*node.pipeline.value));
  noteMissing(node.pipeline, value);
  PANNIER_ASSIGN(value, applyFilters(std::move(value), node.pipeline.filters));
  PANNIER_TRY(spendOn(value));
  output.write(displayText(value));
  return {};
}

Status Renderer::render(const AssignNode& node, Output&) {
  PANNIER_ASSIGN(Value value, evaluate(node.pipeline));
  frame_.variables.insert_or_assign(std::string(node.name), std::move(value));
  return {};
}

Status Renderer::render(const CaptureNode& node, Output&) {
  PANNIER_ASSIGN(Text text, captured(node.body));
  frame_.variables.insert_or_assign(std::string(node.name), Value(std::move(text)));
  return {};
}

Status Renderer::render(const IfNode& node, Output& output) {
  for (const Branch& branch : node.branches) {
    if (branch.condition) {
      PANNIER_ASSIGN(const bool isTrue, holds(*branch.condition));
      if (isTrue == branch.negated) continue;
    }
    return renderBlock(branch.body, output);
  }
  return {};
}

/// As in the reference, a branch shows once for each of its values that is equal.
Status Renderer::render(const CaseNode& node, Output& output) {
  PANNIER_ASSIGN(const Value subject, evaluate(node.subject));
  bool matched = false;
  for (const CaseBranch& branch : node.branches) {
    if (branch.values.empty() && !matched) PANNIER_TRY(renderBlock(branch.body, output));
    for (const Expression& expression : branch.values) {
      PANNIER_ASSIGN(const Value value, evaluate(expression));
      PANNIER_ASSIGN(const bool same, equal(subject, value));
      if (!same) continue;
      matched = true;
      PANNIER_TRY(renderBlock(branch.body, output));
      if (interrupt_ != Interrupt::kNone) return {};
    }
    if (interrupt_ != Interrupt::kNone) return {};
  }
  return {};
}

Status Renderer::render(const CycleNode& node, Output& output) {
  PANNIER_TRY(budget_.spendBytes(node.text.size()));
  std::string key = "values " + node.text;
  if (node.group) {
    PANNIER_ASSIGN(const Value group, evaluate(*node.group));
    PANNIER_TRY(spendOn(group));
    key = "group " + std::string(displayText(group).view());
  }
  std::size_t& next = frame_.cycles[key];
  const std::size_t index = next;
  next = index + 1 < node.values.size() ? index + 1 : 0;
  if (index >= node.values.size()) return {};
  PANNIER_ASSIGN(const Value value, evaluate(node.values[index]));
  PANNIER_TRY(spendOn(value));
  output.write(displayText(value));
  return {};
}

/// `increment` shows the counter and then counts, `decrement` counts first. A counter starts at 0,
/// or at the whole number the data has under its name.
Status Renderer::render(const CounterNode& node, Output& output) {
  const auto known = frame_.counters.find(node.name);
  const Value given = Value::fromJson(data_.find(node.name));
  std::int64_t count = known != frame_.counters.end() ? known->second
                       : given.isInteger()            ? given.asInteger()
                                                      : 0;
  const std::int64_t before = count;
  const std::int64_t step = node.increments ? 1 : -1;
  if (__builtin_add_overflow(count, step, &count)) {
    return makeError(ErrorCode::kTooLarge, "This counter cannot count any further.");
  }
  frame_.counters.insert_or_assign(std::string(node.name), count);
  output.write(std::to_string(node.increments ? before : count), true);
  return {};
}

Status Renderer::render(const InterruptNode& node, Output&) {
  interrupt_ = node.interrupt;
  return {};
}

Status Renderer::render(const IfChangedNode& node, Output& output) {
  PANNIER_ASSIGN(const Text text, captured(node.body));
  if (text.view() == lastChanged_) return {};
  lastChanged_ = text.view();
  output.write(text);
  return {};
}

}  // namespace pannier::liquid
