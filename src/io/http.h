// An HTTP request and its response as values. No sockets here: io/server.h moves them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace syncline::io {

// Header fields in the order of the wire; names in lower case (RFC 9110: case does not matter).
// All text stands in one string: a request's header costs two allocations, however many its fields.
class Headers {
 public:
  using Field = std::pair<std::string_view, std::string_view>;  // name and value
  class All;

  void add(std::string_view name, std::string_view value);
  // The first field of that name, or nothing. `name` in lower case.
  [[nodiscard]] std::optional<std::string_view> get(std::string_view name) const;
  // The fields as a range of pairs, made as they are looked at. What they refer to lives until the
  // next add().
  [[nodiscard]] All all() const;
  bool operator==(const Headers&) const = default;

 private:
  struct Ends {  // in text_; a field begins where the one before it ends
    std::uint32_t name;
    std::uint32_t value;
    bool operator==(const Ends&) const = default;
  };
  [[nodiscard]] Field at(std::size_t index) const;

  std::string text_;
  std::vector<Ends> ends_;
};

class Headers::All {
 public:
  class Iterator {
   public:
    using value_type = Field;
    using reference = Field;
    using difference_type = std::ptrdiff_t;
    using pointer = void;
    using iterator_category = std::input_iterator_tag;

    Iterator(const Headers* headers, std::size_t index) : headers_(headers), index_(index) {}
    Field operator*() const { return headers_->at(index_); }
    Iterator& operator++() {
      ++index_;
      return *this;
    }
    Iterator operator++(int) { return {headers_, index_++}; }
    bool operator==(const Iterator&) const = default;

   private:
    const Headers* headers_;
    std::size_t index_;
  };

  explicit All(const Headers& headers) : headers_(&headers) {}
  [[nodiscard]] Iterator begin() const { return {headers_, 0}; }
  [[nodiscard]] Iterator end() const { return {headers_, size()}; }
  [[nodiscard]] std::size_t size() const { return headers_->ends_.size(); }
  [[nodiscard]] bool empty() const { return size() == 0; }

 private:
  const Headers* headers_;
};

inline Headers::All Headers::all() const { return All(*this); }

// Here, for those who look through all fields for theirs: a request is asked for many.
inline Headers::Field Headers::at(std::size_t index) const {
  const auto begin = index == 0 ? 0 : ends_[index - 1].value;
  const auto [name_end, value_end] = ends_[index];
  const std::string_view text(text_);
  return {{text.data() + begin, name_end - begin}, {text.data() + name_end, value_end - name_end}};
}

// Path, parameters and header values are valid UTF-8: they may go into JSON as they are.
struct HttpRequest {
  std::string method;
  std::string target;  // as sent
  std::string path;    // percent-decoded, without the query
  std::string query;   // raw, without '?'
  Headers headers;
  std::string body;
  std::string peer;  // the client's address, such as "127.0.0.1"
  bool secure = false;

  // The decoded value of a query parameter, or nothing.
  [[nodiscard]] std::optional<std::string> parameter(std::string_view name) const;
  // All of them, decoded, in order.
  [[nodiscard]] std::vector<std::pair<std::string, std::string>> parameters() const;
};

// How many bytes the body of a request may have, of which only the header is there yet.
using BodyLimit = std::function<std::size_t(const HttpRequest&)>;

struct HttpResponse {
  int status = 200;
  std::string content_type;  // empty: application/json;charset=UTF-8
  std::vector<std::pair<std::string, std::string>> headers;
  // More of them, as lines of the wire: what a service says on each answer is one text, not a name
  // and a value each. It is written as it is, so nothing that a client sent may stand in it.
  std::string lines;
  std::string body;
};

std::string_view reason_phrase(int status);

}  // namespace syncline::io
