#include "dynamo/page.h"

#include "base/limits.h"
#include "dynamo/expression/evaluate.h"
#include "dynamo/item_codec.h"
#include "dynamo/row_change.h"
#include "dynamo/row_keys.h"
#include "dynamo/wire.h"

namespace syncline::dynamo {
namespace {

class PageReader {
 public:
  PageReader(const store::Store& store, const PageRequest& request)
      : store_(store),
        request_(request),
        cursor_(store.cursor(request.index == nullptr ? item_keyspace : index_keyspace)) {}

  Result<Page> read() {
    bool more = false;
    for (seek(); in_range(); step()) {
      TRY(auto row, decode_item(cursor_.value()));
      row_bytes_ += size_of(row);
      ++page_.scanned;
      more = is_full();
      TRY(add(row));
      if (!more) continue;
      page_.last = std::move(row);
      break;
    }
    TRY(cursor_.status());
    charge();
    return std::move(page_);
  }

 private:
  void seek() {
    const auto& range = request_.range;
    if (request_.forward) {
      cursor_.seek(request_.after ? std::max(*request_.after, range.begin) : range.begin);
      if (cursor_.valid() && request_.after && cursor_.key() == *request_.after) cursor_.next();
      return;
    }
    const auto end = request_.after ? std::min(*request_.after, range.end) : range.end;
    cursor_.seek_backwards(end);
    if (cursor_.valid() && cursor_.key() == end) cursor_.previous();
  }

  void step() { request_.forward ? cursor_.next() : cursor_.previous(); }

  [[nodiscard]] bool in_range() const {
    if (!cursor_.valid()) return false;
    const auto key = cursor_.key();
    return request_.forward ? key < request_.range.end : key >= request_.range.begin;
  }

  [[nodiscard]] bool is_full() const {
    const bool reached = request_.limit && page_.scanned >= *request_.limit;
    return reached || row_bytes_ + fetched_bytes_ >= limits::page_bytes_max;
  }

  // The row, or the whole item of a local index's row.
  Result<void> add(const Item& row) {
    if (!request_.fetch_items) return add_item(row);
    TRY(const auto item, read_item(store_, request_.table, row));
    if (!item) return {};  // deleted since the cursor was made
    fetched_bytes_ += size_of(*item);
    page_.consumed.table += read_units(size_of(*item), request_.consistent);
    return add_item(*item);
  }

  Result<void> add_item(const Item& item) {
    if (request_.filter != nullptr && !matches(*request_.filter, item)) return {};
    ++page_.count;
    if (request_.only_count) return {};
    page_.items.push_back(request_.selection == nullptr ? to_json(item)
                                                        : to_json(request_.selection->apply(item)));
    return {};
  }

  void charge() {
    const auto units = read_units(row_bytes_, request_.consistent);
    if (request_.index == nullptr) {
      page_.consumed.table += units;
    } else {
      page_.consumed.add(*request_.index, units);
    }
  }

  const store::Store& store_;
  const PageRequest& request_;
  store::Cursor cursor_;
  Page page_;
  std::size_t row_bytes_ = 0;
  std::size_t fetched_bytes_ = 0;
};

}  // namespace

Result<Page> read_page(const store::Store& store, const PageRequest& request) {
  return PageReader(store, request).read();
}

}  // namespace syncline::dynamo
