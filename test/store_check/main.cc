// store_check DATA: says whether all that is in the data folder of a server that has ended agrees.
#include <cstdio>
#include <filesystem>

#include "store_check/check.h"

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fprintf(stderr, "usage: %s DATA\n", argv[0]);
    return 2;
  }
  const auto folder = (std::filesystem::path(argv[1]) / "store").string();
  const auto store = syncline::store::Store::open(folder, syncline::store::Durability::os);
  if (!store) {
    std::printf("%s\n", store.error().message.c_str());
    return 1;
  }
  const auto checked = syncline::dynamo::check_store(**store);
  if (!checked) {
    std::printf("%s\n", checked.error().message.c_str());
    return 1;
  }
  for (const auto& fault : checked->faults) std::printf("%s\n", fault.c_str());
  std::printf(
      "%zu tables, %zu items, %zu index rows, %zu records, %zu streams folded, %zu faults\n",
      checked->tables, checked->items, checked->index_rows, checked->records, checked->folded,
      checked->faults.size());
  return checked->faults.empty() ? 0 : 1;
}
