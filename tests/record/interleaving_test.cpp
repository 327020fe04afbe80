#include <algorithm>

#include "aibelt/base/random.hpp"
#include "aibelt/record/sink.hpp"
#include "tests/support/catch.hpp"

using namespace aibelt;
using base::SimTime;

namespace {

constexpr int kEntities = 7;
constexpr int kDays = 60;

/// The rows one entity writes, in its order: none to three a day, at noon or midnight.
struct Row {
  SimTime time;
  double value;
};
using Script = std::vector<Row>;

std::vector<Script> random_scripts(base::Stream& random) {
  std::vector<Script> scripts(kEntities);
  for (int entity = 0; entity < kEntities; ++entity) {
    for (int day = 0; day < kDays; ++day) {
      for (auto n_rows = random.below(4); n_rows > 0; --n_rows) {
        const base::Duration hour = n_rows < 2 ? std::chrono::hours{12} : std::chrono::hours{0};
        const auto value =
            static_cast<double>(entity * 100'000 + static_cast<int>(scripts[static_cast<std::size_t>(entity)].size()));
        scripts[static_cast<std::size_t>(entity)].push_back({SimTime{day * base::kDay + hour}, value});
      }
    }
  }
  return scripts;
}

struct Written {
  std::vector<double> curves;
  std::vector<std::string> events;

  friend bool operator==(const Written&, const Written&) = default;
};

Written content_of(const record::MemorySink& sink) {
  Written written;
  for (const auto& row : sink.curves()) {
    written.curves.push_back(row.value);
  }
  for (const auto& row : sink.events()) {
    written.events.push_back(row.what);
  }
  return written;
}

/// The time before which no entity will write any more, given how many rows each has written.
SimTime settled_time(const std::vector<Script>& scripts, const std::vector<std::size_t>& n_written) {
  SimTime settled = base::kNever;
  for (std::size_t entity = 0; entity < scripts.size(); ++entity) {
    if (n_written[entity] < scripts[entity].size()) {
      settled = std::min(settled, scripts[entity][n_written[entity]].time);
    }
  }
  return settled;
}

/// Writes all scripts with the entities in random turns, and settles now and then or only at the end.
Written write_in_turns(const std::vector<Script>& scripts, base::Stream& random, bool settles_often) {
  record::MemorySink sink;
  record::OrderedWriter writer(sink);
  std::vector<std::size_t> n_written(scripts.size(), 0);
  while (settled_time(scripts, n_written) != base::kNever) {
    const std::size_t entity = random.below(scripts.size());
    const std::size_t burst = 1 + random.below(20);
    for (std::size_t i = 0; i < burst && n_written[entity] < scripts[entity].size(); ++i) {
      const Row& row = scripts[entity][n_written[entity]++];
      writer.write(row.time, static_cast<std::int32_t>(entity), record::CurveRow{{}, {0}, row.value});
      writer.write(row.time, static_cast<std::int32_t>(entity), record::EventRow{.what = std::to_string(row.value)});
    }
    if (settles_often && random.bernoulli(0.5)) {
      writer.settle_before(settled_time(scripts, n_written));
    }
  }
  writer.settle_before(base::kNever);
  return content_of(sink);
}

}  // namespace

TEST_CASE("any interleaving of the entities gives the sink the same rows") {
  const int seed = GENERATE(range(0, 10));
  base::Stream random(static_cast<std::uint64_t>(seed), "test/interleaving");
  const std::vector<Script> scripts = random_scripts(random);
  const Written once = write_in_turns(scripts, random, false);
  std::size_t n_rows = 0;
  for (const Script& script : scripts) {
    n_rows += script.size();
  }
  CHECK(once.curves.size() == n_rows);
  CHECK(once.events.size() == n_rows);
  for (int round = 0; round < 10; ++round) {
    CHECK(write_in_turns(scripts, random, round % 2 == 0) == once);
  }
}

TEST_CASE("another entity's rows do not move those of the others") {
  base::Stream random(1, "test/another_entity");
  std::vector<Script> scripts = random_scripts(random);
  const Written before = write_in_turns(scripts, random, true);
  scripts.push_back({{SimTime{3 * base::kDay}, -1}, {SimTime{5 * base::kDay}, -2}});
  Written after = write_in_turns(scripts, random, true);
  std::erase_if(after.curves, [](double value) { return value < 0; });
  CHECK(after.curves == before.curves);
}
