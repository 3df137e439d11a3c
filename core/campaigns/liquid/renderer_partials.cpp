#include <utility>

#include "core/campaigns/liquid/liquid_parse.h"
#include "core/campaigns/liquid/renderer.h"

namespace pannier::liquid {
namespace {

bool isCollection(const Value& value) {
  return value.isArray() || value.isRange() || value.isObject();
}

}  // namespace

Status Renderer::render(const PartialNode& node, Output& output) {
  if (!node.isolated && frame_.isIsolated) {
    return makeError(ErrorCode::kParse,
                     "The tag \"include\" cannot be used inside \"render\"; use \"render\" there.");
  }
  if (partialDepth_ >= budget_.limits().maxPartialDepth) {
    return makeError(ErrorCode::kTooLarge, "Partials are nested deeper than " +
                                               std::to_string(budget_.limits().maxPartialDepth) +
                                               " levels.");
  }
  PANNIER_ASSIGN(const std::string name, partialName(node));
  PANNIER_ASSIGN(const ParsedTemplate* partial, partialNamed(name));
  ++partialDepth_;
  PANNIER_TRY(node.isolated ? renderIsolated(node, name, *partial, output)
                            : renderShared(node, name, *partial, output));
  --partialDepth_;
  return {};
}

Result<std::string> Renderer::partialName(const PartialNode& node) {
  PANNIER_ASSIGN(const Value name, evaluate(node.name));
  if (name.isText() && !name.asText().empty()) return std::string(name.asText().view());
  return makeError(ErrorCode::kParse, "The name of a partial must be a text.");
}

/// Parsed when it is first needed. A mistake in it is shown with the place inside the partial.
Result<const ParsedTemplate*> Renderer::partialNamed(const std::string& name) {
  if (const auto known = partials_.find(name); known != partials_.end()) return known->second.get();
  const auto source = options_.partials.find(name);
  if (source == options_.partials.end()) {
    return makeError(ErrorCode::kParse, "There is no partial \"" + name + "\".");
  }
  PANNIER_TRY(budget_.spendBytes(source->second.size()));
  auto parsed = parseTemplate(source->second, budget_.limits());
  if (!parsed.ok()) {
    return makeError(parsed.error().code,
                     "In the partial \"" + name + "\": " + parsed.error().message);
  }
  return partials_.emplace(name, std::move(parsed).value()).first->second.get();
}

Status Renderer::renderPartial(const std::string& name, const ParsedTemplate& partial,
                               Output& output) {
  const std::string_view caller = std::exchange(source_, partial.source);
  PANNIER_TRY(budget_.spend(1));
  const Status status = renderBlock(partial.root, output);
  source_ = caller;
  if (status.ok()) return status;
  return makeError(status.error().code,
                   "In the partial \"" + name + "\": " + status.error().message);
}

/// `render`: a frame of its own, in which only the data, the arguments and the subject are known.
Status Renderer::renderIsolated(const PartialNode& node, const std::string& name,
                                const ParsedTemplate& partial, Output& output) {
  Value subject;
  if (node.subject) {
    PANNIER_ASSIGN(subject, evaluate(*node.subject));
  }
  Frame inner;
  inner.isIsolated = true;
  for (const NamedArgument& argument : node.arguments) {
    PANNIER_ASSIGN(inner.variables[std::string(argument.name)], evaluate(argument.value));
  }
  const std::string variable = node.alias.empty() ? name : std::string(node.alias);
  const auto renderWith = [&](const Value& value, std::shared_ptr<const LoopState> loop) -> Status {
    PANNIER_TRY(budget_.spend(1 + node.arguments.size()));
    Frame callee = inner;
    if (!value.isNil()) callee.variables.insert_or_assign(variable, value);
    if (loop) callee.locals.emplace_back("forloop", Value(std::move(loop)));
    std::swap(frame_, callee);
    PANNIER_TRY(renderPartial(name, partial, output));
    std::swap(frame_, callee);
    interrupt_ = Interrupt::kNone;
    return {};
  };
  if (!node.forEach || !isCollection(subject)) return renderWith(subject, nullptr);
  auto loop = std::make_shared<LoopState>();
  loop->name = node.alias;
  loop->length = sizeOf(subject).value_or(0);
  for (std::uint64_t i = 0; i < subject.count(); ++i) {
    loop->index0 = static_cast<std::int64_t>(i);
    PANNIER_TRY(renderWith(subject.element(i), loop));
  }
  return {};
}

/// `include`: sees and changes the variables of its caller.
Status Renderer::renderShared(const PartialNode& node, const std::string& name,
                              const ParsedTemplate& partial, Output& output) {
  Value subject = frame_.find(name, data_);
  if (node.subject) {
    PANNIER_ASSIGN(subject, evaluate(*node.subject));
  }
  const std::size_t scope = frame_.locals.size();
  for (const NamedArgument& argument : node.arguments) {
    PANNIER_ASSIGN(Value value, evaluate(argument.value));
    frame_.locals.emplace_back(std::string(argument.name), std::move(value));
  }
  const std::string variable =
      node.alias.empty() ? name.substr(name.rfind('/') + 1) : std::string(node.alias);
  if (node.subject || !subject.isNil()) frame_.locals.emplace_back(variable, subject);
  if (!subject.isArray()) {
    PANNIER_TRY(renderPartial(name, partial, output));
  } else {
    for (std::uint64_t i = 0; i < subject.count() && interrupt_ == Interrupt::kNone; ++i) {
      frame_.locals.back().second = subject.element(i);
      PANNIER_TRY(renderPartial(name, partial, output));
    }
  }
  frame_.locals.resize(scope);
  return {};
}

}  // namespace pannier::liquid
