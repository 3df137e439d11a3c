#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "core/campaigns/liquid/liquid.h"
#include "core/campaigns/liquid/value.h"

/// The tree a template is parsed into. All string_views point into ParsedTemplate::source.
namespace pannier::liquid {

struct FilterSpec;  // filters.h

/// Bytes of the source a node came from, for error messages.
struct Origin {
  std::size_t offset = 0;
  std::size_t length = 0;
};

struct Expression;

/// `.name` or `[index]` of a path; `index` is null for a name.
struct PathStep {
  std::string_view name;
  std::unique_ptr<Expression> index;
};

struct Literal {
  Value value;
};
struct RangeExpression {
  std::unique_ptr<Expression> first;
  std::unique_ptr<Expression> last;
};
/// `customer.orders[0]`; the first step names the variable.
struct Path {
  std::vector<PathStep> steps;
};
struct Expression {
  Origin origin;
  std::variant<Literal, RangeExpression, Path> form;
};

struct NamedArgument {
  std::string_view name;
  Expression value;
};

struct FilterCall {
  const FilterSpec* spec = nullptr;
  Origin origin;
  std::vector<Expression> arguments;
  std::vector<NamedArgument> named;
};

/// `value | filter: argument | ...`; without a value (`{{ }}`) it shows nothing.
struct Pipeline {
  std::optional<Expression> value;
  std::vector<FilterCall> filters;
};

enum class Operator {
  kTruthy,
  kEqual,
  kNotEqual,
  kLess,
  kGreater,
  kLessOrEqual,
  kGreaterOrEqual,
  kContains,
};

struct Comparison {
  Expression left;
  Operator op = Operator::kTruthy;
  std::optional<Expression> right;
  bool joinedByAnd = false;  ///< with the next one: `and`, else `or`
};
/// Never empty. Right associative: a and b or c is a and (b or c).
using Condition = std::vector<Comparison>;

struct Node;

struct Block {
  std::vector<Node> nodes;
  bool isBlank = true;  ///< shows nothing but white space, whatever the data
};

struct TextNode {
  std::string_view text;
};
struct OutputNode {
  Pipeline pipeline;
};
struct AssignNode {
  std::string_view name;
  Pipeline pipeline;
};
struct CaptureNode {
  std::string_view name;
  Block body;
};
struct Branch {
  std::optional<Condition> condition;  ///< nothing: else
  bool negated = false;                ///< unless
  Block body;
};
struct IfNode {
  std::vector<Branch> branches;
};
struct CaseBranch {
  std::vector<Expression> values;  ///< empty: else
  Block body;
};
struct CaseNode {
  Expression subject;
  std::vector<CaseBranch> branches;
};
struct LoopHead {
  std::string_view variable;
  std::string name;  ///< "item-products", what `offset: continue` goes by; empty for tablerow
  std::optional<Expression> collection;
  std::optional<Expression> limit;
  std::optional<Expression> offset;
  std::optional<Expression> columns;  ///< tablerow only
  bool continues = false;             ///< offset: continue
  bool reversed = false;
};
struct ForNode {
  LoopHead head;
  Block body;
  Block otherwise;
};
struct TableRowNode {
  LoopHead head;
  Block body;
};
struct CycleNode {
  std::optional<Expression> group;
  std::string text;  ///< its values as written; names the cycle when it has no group
  std::vector<Expression> values;
};
struct CounterNode {
  std::string_view name;
  bool increments = true;
};
enum class Interrupt { kNone, kBreak, kContinue };
struct InterruptNode {
  Interrupt interrupt = Interrupt::kNone;
};
struct IfChangedNode {
  Block body;
};
struct PartialNode {
  bool isolated = false;  ///< render; include shares the variables
  Expression name;
  std::optional<Expression> subject;  ///< with / for
  bool forEach = false;               ///< for
  std::string_view alias;             ///< as; empty: the name of the partial
  std::vector<NamedArgument> arguments;
};

struct Node {
  Origin origin;
  std::variant<TextNode, OutputNode, AssignNode, CaptureNode, IfNode, CaseNode, ForNode,
               TableRowNode, CycleNode, CounterNode, InterruptNode, IfChangedNode, PartialNode>
      form;
};

struct ParsedTemplate {
  std::string source;
  Limits limits;
  Block root;
};

}  // namespace pannier::liquid
