#include "example_sweep.hpp"
#include "tests/report/failure_of.hpp"
#include "tests/support/catch.hpp"

namespace {

namespace fs = std::filesystem;
using namespace aibelt;
using namespace aibelt::test;

/// Whether `text` holds `part`.
bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

/// What becomes of a finished sweep when its stamp changes.
sweep::Tally replayed_with(void (*change)(sweep::Stamp&)) {
  const TemporaryFolder folder;
  const ExamplePoints points(3);
  sweep::Stamp stamp = example_stamp();
  run_example(folder.path(), points, stamp);
  change(stamp);
  CHECK(sweep::merge(points, sweep::Folder(folder.path(), stamp)).missing.n_stale == 3);
  const auto tally = run_example(folder.path(), points, stamp).tally;
  CHECK(merged_bytes(folder.path(), points, stamp) == expected_bytes(points, stamp));
  return tally;
}

TEST_CASE("Points of another version, another scenario or asked for other figures are played again and counted") {
  const auto version = replayed_with([](sweep::Stamp& stamp) { stamp.version = "0.6.0"; });
  CHECK(version.n_played == 3);
  CHECK(version.n_stale == std::map<std::string, std::uint64_t>{{"0.5.0", 3}});
  CHECK(replayed_with([](sweep::Stamp& stamp) { stamp.scenario_hash = "4567"; }).n_played == 3);
  CHECK(replayed_with([](sweep::Stamp& stamp) { stamp.asked = "tokens_served"; }).n_played == 3);
}

TEST_CASE("A point file that was damaged in any way is played again and counted") {
  const TemporaryFolder folder;
  const ExamplePoints points(6);
  const sweep::Stamp stamp = example_stamp();
  run_example(folder.path(), points, stamp);
  const sweep::Folder kept(folder.path(), stamp);
  const auto damage = [&](std::uint64_t number, std::string text) {
    std::ofstream(kept.point_path(points.run(number)), std::ios::binary) << text;
  };
  std::string text = content_of(kept.point_path(points.run(1)));
  damage(0, "");
  damage(1, text.substr(0, text.size() / 2));
  text[text.size() - 20] ^= 1;
  damage(2, text);
  damage(3, std::string(4096, '\0'));
  damage(4, text + "more");
  const auto merged = sweep::merge(points, kept);
  CHECK(merged.missing.n_damaged == 5);
  CHECK(sweep::to_text(merged.missing.numbers) == "0-4");
  CHECK_FALSE(fs::exists(folder.path() / "points.csv"));
  const auto tally = run_example(folder.path(), points, stamp).tally;
  CHECK(tally.n_damaged == 5);
  CHECK(tally.n_played == 5);
  CHECK(tally.n_kept == 1);
  CHECK(merged_bytes(folder.path(), points, stamp) == expected_bytes(points, stamp));
}

TEST_CASE("A file that belongs to another point is not taken for this one") {
  const TemporaryFolder folder;
  const ExamplePoints points(2);
  run_example(folder.path(), points, example_stamp());
  const sweep::Folder kept(folder.path(), example_stamp());
  fs::copy_file(kept.point_path(points.run(0)), kept.point_path(points.run(1)), fs::copy_options::overwrite_existing);
  CHECK(kept.find(points.run(1)).state == sweep::PointState::stale);
}

TEST_CASE(
    "The folder of another sweep is refused by what differs, and can be taken over with the points that are alike") {
  const TemporaryFolder folder;
  run_example(folder.path(), ExamplePoints(3, 2), example_stamp(2));
  const std::string failure = failure_of([&] { sweep::Folder(folder.path(), example_stamp(5)); });
  CHECK(
      has(failure, "sweep.json: the folder is another sweep's: `replications` is 2 in the folder and 5 in this sweep"));
  CHECK(has(failure, "name another folder, or remove this file"));
  fs::remove(folder.path() / "sweep.json");
  const auto tally = run_example(folder.path(), ExamplePoints(3, 5), example_stamp(5)).tally;
  CHECK(tally.n_kept == 6);
  CHECK(tally.n_played == 9);
  CHECK(merged_bytes(folder.path(), ExamplePoints(3, 5), example_stamp(5)) ==
        expected_bytes(ExamplePoints(3, 5), example_stamp(5)));
}

TEST_CASE("A sweep's folder describes it, and a damaged or missing description is said") {
  const TemporaryFolder folder;
  CHECK(has(failure_of([&] { sweep::read_description(folder.path()); }), "no sweep has begun in this folder"));
  run_example(folder.path(), ExamplePoints(1), example_stamp());
  CHECK(sweep::read_description(folder.path()).at("source").at("file") == "sweep.json");
  CHECK(names_in(folder.path()) == std::vector<std::string>{".work", "points", "sweep.json"});
  folder.write("sweep.json", "{\"sweep\": ");
  CHECK(has(failure_of([&] { sweep::Folder(folder.path(), example_stamp()); }), "damaged; remove it and start"));
}

TEST_CASE("Two runs of a sweep or of a shard keep off each other, and different shards do not") {
  const TemporaryFolder folder;
  const ExamplePoints points(4);
  const sweep::Stamp stamp = example_stamp();
  std::string second;
  std::string merging;
  std::string other_shard;
  sweep::RunOptions options;
  const auto during = [&](sweep::Shard shard, sweep::Shard same) {
    options.shard = shard;
    options.on_progress = [&](const sweep::SweepProgress& progress) {
      if (progress.tally.n_played == 1) {
        sweep::RunOptions others;
        others.shard = same;
        second = failure_of([&] { run_example(folder.path(), points, stamp, example_result, others); });
        others.shard = {1, 2};
        other_shard = failure_of([&] { run_example(folder.path(), points, stamp, example_result, others); });
        merging = failure_of([&] { sweep::merge(points, sweep::Folder(folder.path(), stamp)); });
      }
    };
    run_example(folder.path(), points, stamp, example_result, options);
  };
  during({0, 1}, {0, 1});
  CHECK(has(second, "the sweep of process " + std::to_string(::getpid())));
  CHECK(has(second, "is at work here; wait until it has ended, or name another folder"));
  CHECK(has(other_shard, "the sweep of process"));
  CHECK(has(merging, "the sweep of process"));
  fs::remove_all(folder.path() / "points");
  during({0, 2}, {0, 2});
  CHECK(has(second, "the same shard, of process"));
  CHECK(other_shard.empty());
  CHECK(has(merging, "a shard of the sweep is at work here"));
  CHECK(failure_of([&] { run_example(folder.path(), points, stamp); }).empty());  // locks go with their holders
}

}  // namespace
