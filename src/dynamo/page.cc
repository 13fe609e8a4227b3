#include "dynamo/page.h"

#include "base/limits.h"
#include "dynamo/errors.h"
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
      : request_(request),
        snapshot_(request.fetch_items ? std::optional(store.snapshot()) : std::nullopt),
        cursor_(open(store)) {}

  Result<Page> read() {
    bool more = false;
    for (seek(); in_range(); step()) {
      TRY(more, writes_rows_ ? write_row() : add_row());
      if (!more) continue;
      TRY(page_.last, decode_item(cursor_.value()));
      break;
    }
    TRY(cursor_.status());
    charge();
    page_.bytes = bytes();
    return std::move(page_);
  }

 private:
  // A cursor stands on a snapshot of its own; items that are fetched must be of the same one.
  store::Cursor open(const store::Store& store) {
    const auto keyspace = request_.index == nullptr ? item_keyspace : index_keyspace;
    return snapshot_ ? snapshot_->cursor(keyspace) : store.cursor(keyspace);
  }

  // Both take the row that the cursor stands on, and say whether the page is full with it.
  Result<bool> write_row() {
    if (page_.count > 0) *request_.text += ',';
    TRY(const auto size, append_stored_item(*request_.text, cursor_.value()));
    row_bytes_ += size;
    ++page_.count;
    ++page_.scanned;
    return is_full();
  }

  Result<bool> add_row() {
    TRY(const auto row, decode_item(cursor_.value()));
    row_bytes_ += size_of(row);
    ++page_.scanned;
    const bool full = is_full();
    TRY(add(row));
    return full;
  }

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
    return reached || bytes() >= limits::page_bytes_max;
  }

  [[nodiscard]] std::size_t bytes() const {
    return request_.bytes_before + row_bytes_ + fetched_bytes_;
  }

  // The row, or the whole item of a local index's row.
  Result<void> add(const Item& row) {
    if (!request_.fetch_items) {
      add_filtered(row, row);
      return {};
    }
    TRY(const auto item, find_item(*snapshot_, item_row_key(request_.table, row)));
    if (!item) return internal_error("a row of a local index has no item");
    fetched_bytes_ += size_of(*item);
    page_.consumed.table += read_units(size_of(*item), request_.consistent);
    add_filtered(*item, request_.show_items ? *item : row);
    return {};
  }

  void add_filtered(const Item& filtered, const Item& shown) {
    if (request_.filter != nullptr && !matches(*request_.filter, filtered)) return;
    ++page_.count;
    if (request_.only_count) return;
    if (request_.text == nullptr) {
      page_.items.push_back(show(shown));
      return;
    }
    if (page_.count > 1) *request_.text += ',';
    append_json(*request_.text, show(shown));
  }

  [[nodiscard]] JsonObject show(const Item& item) const {
    if (request_.show) return request_.show(item);
    return to_json(request_.selection == nullptr ? item : request_.selection->apply(item));
  }

  void charge() {
    const auto units = read_units(row_bytes_, request_.consistent);
    if (request_.index == nullptr) {
      page_.consumed.table += units;
    } else {
      page_.consumed.add(*request_.index, units);
    }
  }

  const PageRequest& request_;
  std::optional<store::Snapshot> snapshot_;  // only when items are fetched
  store::Cursor cursor_;
  // Each row goes into the text as it is stored.
  bool writes_rows_ = request_.text != nullptr && request_.filter == nullptr &&
                      request_.selection == nullptr && !request_.show && !request_.fetch_items &&
                      !request_.only_count;
  Page page_;
  std::size_t row_bytes_ = 0;
  std::size_t fetched_bytes_ = 0;
};

}  // namespace

Result<Page> read_page(const store::Store& store, const PageRequest& request) {
  return PageReader(store, request).read();
}

}  // namespace syncline::dynamo
