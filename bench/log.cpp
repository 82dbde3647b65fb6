// The log's row of DESIGN 6: 1 M leaves of 150 bytes in batches of 10,000, one sync a batch, into a folder of tiles;
// then inclusion proofs at scattered indexes, without and with the shared cache. Prints one line of JSON with wall and
// processor seconds, since the first depends on what else the machine does. Usage: log FOLDER (new)
// SPDX-License-Identifier: Apache-2.0
#include <chrono>
#include <cstdio>
#include <ctime>
#include <filesystem>
#include <string>
#include <vector>

#include "base/check.h"
#include "tlog/folder_tile_store.h"
#include "tlog/tile_reader.h"
#include "tlog/tree_writer.h"

namespace {

using namespace mingjing::tlog;

constexpr std::uint64_t kLeaves = 1'000'000, kBatch = 10'000, kProofs = 2'000;

struct Spent {
  double wall, processor;
};
class Stopwatch {
 public:
  Spent spent() const {
    const std::chrono::duration<double> wall = std::chrono::steady_clock::now() - wall_;
    return {wall.count(), static_cast<double>(std::clock() - processor_) / CLOCKS_PER_SEC};
  }

 private:
  std::chrono::steady_clock::time_point wall_ = std::chrono::steady_clock::now();
  std::clock_t processor_ = std::clock();
};

Spent append(TileStore& store, TreeWriter& writer) {
  std::vector<std::string> entries(kBatch, std::string(150, 'x'));
  const Stopwatch watch;
  for (std::uint64_t from = 0; from < kLeaves; from += kBatch) {
    for (std::uint64_t i = 0; i < kBatch; ++i) {
      const std::string number = std::to_string(1'000'000 + from + i);
      entries[i].replace(0, number.size(), number);
    }
    MJ_CHECK(store.apply(writer.append(entries)).has_value());
  }
  return watch.spent();
}

Spent prove(const TileStore& store, TileCache* cache) {
  const Stopwatch watch;
  for (std::uint64_t i = 0; i < kProofs; ++i) {
    const TileReader reader(store, kLeaves, cache);
    MJ_CHECK(prove_inclusion(reader, i * 7919 * 131 % kLeaves, kLeaves).has_value());
  }
  return watch.spent();
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2 || std::filesystem::exists(argv[1])) {
    std::fprintf(stderr, "usage: log FOLDER (new)\n");
    return 2;
  }
  FolderTileStore store(argv[1]);
  TreeWriter writer;
  const Spent appended = append(store, writer);
  MJ_CHECK(*TileReader(store, kLeaves).root() == writer.head().root);
  TileCache cache;
  const Spent cold = prove(store, nullptr), cached = prove(store, &cache);
  const auto micros = [](double seconds) { return seconds / kProofs * 1e6; };
  std::printf("{\"leaves_per_second\":%.0f,\"leaves_per_processor_second\":%.0f,\"proof_us\":%.0f,\"proof_processor_us\":%.0f,"
              "\"proof_cached_us\":%.0f,\"proof_cached_processor_us\":%.0f}\n",
              kLeaves / appended.wall, kLeaves / appended.processor, micros(cold.wall), micros(cold.processor),
              micros(cached.wall), micros(cached.processor));
  return 0;
}
