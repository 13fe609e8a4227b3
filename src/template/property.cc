#include "template/property.h"

#include <algorithm>

namespace syncline::cloudformation {
namespace {

class Checker {
 public:
  Checker(std::string owner, std::vector<Note>& notes) : owner_(std::move(owner)), notes_(notes) {}

  Result<JsonObject> object(const Node& node, std::span<const Property> rules, int line) {
    JsonObject out;
    for (const Member& member : node.members) {
      const auto rule = std::ranges::find(rules, member.name, &Property::name);
      if (rule == rules.end()) {
        return fault(member.line, owner_ + " has no property '" + path(member.name) + "'");
      }
      TRY(check_standing(*rule, member));
      const Path step(*this, member.name);
      TRY(out[member.name], value(*rule, member.value));
    }
    for (const Property& rule : rules) {
      if (rule.required && !out.contains(rule.name)) {
        return fault(line, owner_ + " needs the property '" + path(rule.name) + "'");
      }
    }
    return out;
  }

 private:
  // While it lives, names below are told as parts of `name`.
  class Path {
   public:
    Path(Checker& checker, const std::string& name)
        : checker_(checker), before_(checker.path_.size()) {
      checker.path_ = checker.path(name);
    }
    ~Path() { checker_.path_.resize(before_); }
    Path(const Path&) = delete;
    Path& operator=(const Path&) = delete;

   private:
    Checker& checker_;
    std::size_t before_;
  };

  [[nodiscard]] std::string path(std::string_view name) const {
    return path_.empty() ? std::string(name) : path_ + "." + std::string(name);
  }

  Result<void> check_standing(const Property& rule, const Member& member) {
    const std::string what = owner_ + ": the property '" + path(member.name) + "'";
    if (rule.standing == Standing::not_offered) {
      return fault(member.line, what + " is not offered here yet", ErrorKind::unsupported);
    }
    if (rule.standing == Standing::ignored) {
      notes_.push_back({member.line, what + " is kept, and has no effect on this server"});
    }
    return {};
  }

  Result<Json> value(const Property& rule, const Node& node) {
    if (node.is_scalar() && !node.known) return nullptr;
    switch (rule.shape) {
      case Shape::text: return text(rule, node);
      case Shape::integer: return integer(node);
      case Shape::boolean: return boolean(node);
      case Shape::json: return json_of(node);
      case Shape::texts: return texts(node);
      case Shape::text_map: return text_map(node);
      case Shape::object: {
        if (!node.is_map()) return wrong(node, "a map");
        return object(node, rule.members, node.line);
      }
      case Shape::objects: return objects(rule, node);
    }
    return nullptr;
  }

  Result<Json> text(const Property& rule, const Node& node) {
    if (!node.is_scalar()) return wrong(node, "a string");
    if (!rule.values.empty() && std::ranges::find(rule.values, node.text) == rule.values.end()) {
      std::string offered;
      for (const std::string_view one : rule.values) {
        offered.append(offered.empty() ? "" : ", ").append(one);
      }
      return fault(node.line,
                   owner_ + ": '" + path_ + "' is '" + node.text +
                       "', which is not offered here yet (it may be: " + offered + ")",
                   ErrorKind::unsupported);
    }
    return Json(node.text);
  }

  Result<Json> integer(const Node& node) {
    if (node.is_scalar()) {
      Node bare = node;
      bare.plain = true;  // "5" is taken for 5
      Json number = json_of(bare);
      boost::system::error_code not_whole;
      const auto whole = number.to_number<std::int64_t>(not_whole);
      if (number.is_number() && !not_whole) return whole;
    }
    return wrong(node, "a whole number");
  }

  Result<Json> boolean(const Node& node) {
    if (node.is_scalar()) {
      for (const std::string_view word : {"true", "True", "TRUE", "yes", "Yes", "on", "On"}) {
        if (node.text == word) return true;
      }
      for (const std::string_view word : {"false", "False", "FALSE", "no", "No", "off", "Off"}) {
        if (node.text == word) return false;
      }
    }
    return wrong(node, "true or false");
  }

  Result<Json> texts(const Node& node) {
    if (!node.is_list()) return wrong(node, "a list");
    JsonArray out;
    for (const Node& item : node.items) {
      if (!item.is_scalar()) return wrong(item, "a list of strings");
      out.push_back(item.known ? Json(item.text) : Json());
    }
    return out;
  }

  Result<Json> text_map(const Node& node) {
    if (!node.is_map()) return wrong(node, "a map");
    JsonObject out;
    for (const Member& member : node.members) {
      if (!member.value.is_scalar()) return wrong(member.value, "a map of strings");
      out[member.name] = member.value.known ? Json(member.value.text) : Json();
    }
    return out;
  }

  Result<Json> objects(const Property& rule, const Node& node) {
    if (!node.is_list()) return wrong(node, "a list");
    JsonArray out;
    for (const Node& item : node.items) {
      if (!item.is_map()) return wrong(item, "a list of maps");
      TRY(JsonObject one, object(item, rule.members, item.line));
      out.push_back(std::move(one));
    }
    return out;
  }

  std::unexpected<Error> wrong(const Node& node, std::string_view expected) const {
    return fault(node.line, owner_ + ": '" + path_ + "' must be " + std::string(expected));
  }

  std::string owner_;
  std::string path_;
  std::vector<Note>& notes_;
};

Json value_to_wire(const Json& value, const Property& rule) {
  if (rule.shape == Shape::object && value.is_object()) {
    return to_wire(value.get_object(), rule.members);
  }
  if (rule.shape != Shape::objects || !value.is_array()) return value;
  JsonArray out;
  for (const Json& item : value.get_array()) {
    out.push_back(to_wire(item.get_object(), rule.members));
  }
  return out;
}

}  // namespace

Result<JsonObject> check_properties(const Node& properties, std::span<const Property> rules,
                                    const std::string& owner, int line, std::vector<Note>& notes) {
  return Checker(owner, notes).object(properties, rules, line);
}

JsonObject to_wire(const JsonObject& properties, std::span<const Property> rules) {
  JsonObject out;
  for (const Property& rule : rules) {
    const Json* value = properties.if_contains(rule.name);
    if (value == nullptr || rule.wire.empty()) continue;
    out[rule.wire] = value_to_wire(*value, rule);
  }
  return out;
}

}  // namespace syncline::cloudformation
