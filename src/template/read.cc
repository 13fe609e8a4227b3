#include "template/read.h"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <charconv>
#include <optional>
#include <sstream>
#include <unordered_set>

#include "base/limits.h"
#include "base/text.h"

namespace syncline::cloudformation {
namespace {

// yaml-cpp's tag of a scalar: "?" when plain, "!" when quoted, else what was written.
bool is_untagged(std::string_view tag) { return tag.empty() || tag == "?" || tag == "!"; }
bool is_standard(std::string_view tag) { return tag.starts_with("tag:yaml.org,2002:"); }

// The long form of a short tag: "!Ref" → "Ref", "!GetAtt" → "Fn::GetAtt".
std::string long_form(std::string_view tag) {
  const std::string name(tag.substr(1));
  return name == "Ref" || name == "Condition" ? name : "Fn::" + name;
}

// Builds the tree from the parser's events. The first fault is kept and ends the building.
class Builder final : public YAML::EventHandler {
 public:
  void OnDocumentStart(const YAML::Mark& mark) override {
    if (++documents_ > 1) refuse(mark, "A template is one document, and here begins another");
  }
  void OnDocumentEnd() override {}

  void OnNull(const YAML::Mark& mark, YAML::anchor_t) override {
    add({.kind = Node::Kind::null, .line = line_of(mark)}, "");
  }

  void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override {
    refuse(mark, "YAML aliases are not allowed in CloudFormation templates");
  }

  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t,
                const std::string& value) override {
    Node node = scalar(value, line_of(mark));
    node.plain = tag == "?" || (is_standard(tag) && !tag.ends_with(":str"));
    add(std::move(node), tag);
  }

  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t,
                       YAML::EmitterStyle::value) override {
    open(Node::Kind::list, mark, tag);
  }
  void OnSequenceEnd() override { close(); }

  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t,
                  YAML::EmitterStyle::value) override {
    open(Node::Kind::map, mark, tag);
  }
  void OnMapEnd() override { close(); }

  Result<Node> take() {
    if (fault_) return std::unexpected(*std::move(fault_));
    return std::move(root_);
  }

 private:
  struct Frame {  // a list or map that is still open
    Node node;
    std::string tag;
    std::optional<Member> key;              // map: the key whose value comes next
    std::unordered_set<std::string> names;  // map: its keys so far
  };

  static int line_of(const YAML::Mark& mark) { return mark.line + 1; }

  void refuse(const YAML::Mark& mark, std::string message) {
    refuse(line_of(mark), std::move(message));
  }
  void refuse(int line, std::string message) {
    if (!fault_) fault_ = fault(line, std::move(message)).error();
  }

  void open(Node::Kind kind, const YAML::Mark& mark, const std::string& tag) {
    if (fault_) return;
    if (open_.size() >= limits::json_depth_max) return refuse(mark, "The template is too deep");
    open_.push_back({.node = {.kind = kind, .line = line_of(mark)}, .tag = tag});
  }

  void close() {
    if (fault_) return;
    Frame frame = std::move(open_.back());
    open_.pop_back();
    add(std::move(frame.node), frame.tag);
  }

  void add(Node node, const std::string& tag) {
    if (fault_) return;
    if (!is_untagged(tag) && !is_standard(tag)) node = wrap(std::move(node), tag);
    if (open_.empty()) {
      root_ = std::move(node);
      return;
    }
    Frame& parent = open_.back();
    if (parent.node.is_list()) {
      parent.node.items.push_back(std::move(node));
    } else if (parent.key) {
      parent.key->value = std::move(node);
      parent.node.members.push_back(*std::move(parent.key));
      parent.key.reset();
    } else {
      add_key(parent, node);
    }
  }

  void add_key(Frame& parent, const Node& node) {
    if (!node.is_scalar()) return refuse(node.line, "A key must be a word");
    if (!parent.names.insert(node.text).second) {
      return refuse(node.line, "The key '" + node.text + "' stands here twice");
    }
    parent.key = Member{.name = node.text, .line = node.line, .value = {}};
  }

  static Node wrap(Node argument, std::string_view tag) {
    const int line = argument.line;
    Node node{.kind = Node::Kind::map, .line = line};
    node.members.push_back({.name = long_form(tag), .line = line, .value = std::move(argument)});
    return node;
  }

  int documents_ = 0;
  Node root_;
  std::vector<Frame> open_;
  std::optional<Error> fault_;
};

// The four digits of a \uXXXX at `at`, when that is what stands there.
std::optional<std::uint32_t> unicode_escape(std::string_view text, std::size_t at) {
  if (at + 6 > text.size() || text.substr(at, 2) != "\\u") return std::nullopt;
  std::uint32_t unit = 0;
  const char* const begin = text.data() + at + 2;
  const auto [end, error] = std::from_chars(begin, begin + 4, unit, 16);
  if (error != std::errc() || end != begin + 4) return std::nullopt;
  return unit;
}

// JSON writes a character outside the basic plane as two escapes, YAML as one. This is the only
// place where JSON text is not YAML text with the same meaning.
std::string join_surrogates(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\\' || i + 1 == text.size()) {
      out += text[i];
      continue;
    }
    const auto high = unicode_escape(text, i);
    const auto low = unicode_escape(text, i + 6);
    if (high && low && (*high & 0xFC00U) == 0xD800U && (*low & 0xFC00U) == 0xDC00U) {
      constexpr std::string_view digits = "0123456789ABCDEF";
      const std::uint32_t point = 0x10000U + ((*high & 0x3FFU) << 10U) + (*low & 0x3FFU);
      out += "\\U";
      for (int shift = 28; shift >= 0; shift -= 4) out += digits[(point >> shift) & 15U];
      i += 11;
    } else {
      out.append(text.substr(i, 2));  // `\\` must not begin another escape
      i += 1;
    }
  }
  return out;
}

Result<Node> parse(const std::string& text) {
  try {
    std::istringstream stream(text);
    YAML::Parser parser(stream);
    Builder builder;
    // Never a third time: at a comma outside of brackets, yaml-cpp stays where it is and finds one
    // empty document after another.
    if (parser.HandleNextDocument(builder)) parser.HandleNextDocument(builder);
    return builder.take();
  } catch (const YAML::Exception& exception) {
    return fault(exception.mark.line + 1, exception.msg);
  }
}

}  // namespace

Result<Node> read_text(std::string_view text) {
  if (text.size() > limits::cloudformation_template_bytes_max) {
    return fault(1, "The template is larger than " +
                        std::to_string(limits::cloudformation_template_bytes_max) + " bytes");
  }
  if (!is_utf8(text)) return fault(1, "The template is not UTF-8 text");
  const auto first = text.find_first_not_of(" \t\r\n");
  const bool json = first != std::string_view::npos && text[first] == '{';
  return parse(json ? join_surrogates(text) : std::string(text));
}

}  // namespace syncline::cloudformation
