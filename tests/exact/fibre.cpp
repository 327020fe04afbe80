/// Transfers over fibre, each end worked out by hand. All links here are lossless (efficiency 1) unless it says otherwise, and a
/// round trip of 4 ms comes on top of every transfer.

#include "tests/engine/fibre_run.hpp"
#include "tests/support/catch.hpp"

using namespace aibelt;
using test::fibre_scenario;
using test::FibreRun;

namespace {

constexpr double kRoundTrip = 0.004;
constexpr double kMicrosecond = 1e-6;
constexpr double kGigabyte = 1e9;
constexpr double kDay = 86400;

std::string link(const std::string& name, const std::string& from, const std::string& to, const std::string& rest) {
  return '"' + name + R"(": {"from": ")" + from + R"(", "to": ")" + to + R"(", "round_trip": "4 ms", )" + rest + "}";
}

/// Links of 8 Gbit/s, a gigabyte a second.
const std::string kAB = link("ab", "a", "b", R"("waves": 1, "wave_rate": "8 Gbit/s", "efficiency": 1)");

void check_end(const FibreRun& run, std::size_t wish, double seconds, int n_links = 1) {
  INFO("wish " << wish);
  CHECK(run.end(wish) == Approx(seconds + n_links * kRoundTrip).margin(kMicrosecond).epsilon(0));
}

}  // namespace

// 405e9 parameters of 14 bytes are 5.67 TB; over 90 % of 100 Gbit/s, 11.25 GB/s, they take 504 s, 8.4 minutes; at 400 Gbit/s a quarter.
TEST_CASE("A checkpoint of 405B parameters takes 8.4 minutes at 100 Gbit/s and 2.1 at 400 Gbit/s") {
  const double bytes = 405e9 * 14;
  for (const auto& [rate, minutes] : {std::pair{"100 Gbit/s", 8.4}, {"400 Gbit/s", 2.1}}) {
    const std::string wave = std::string(R"("waves": 1, "wave_rate": ")") + rate + '"';
    const FibreRun run(fibre_scenario(link("ab", "a", "b", wave)), {{10, "a", "b", bytes}});
    check_end(run, 0, 10 + minutes * 60);
  }
}

TEST_CASE("A call between two whole seconds begins at the next one") {
  const FibreRun run(fibre_scenario(kAB), {{10.25, "a", "b", kGigabyte / 2}});
  check_end(run, 0, 11.5);
}

// 283 km x 1.4 x 2 = 792.4 km at two thirds of 299792.458 km/s: 3.965 ms.
TEST_CASE("The round trip follows from the distance where it is not stated") {
  const scenario::Scenario scenario = fibre_scenario(
      R"("ab": {"from": "a", "to": "b", "length": "283 km", "waves": 1, "wave_rate": "8 Gbit/s", "efficiency": 1})");
  const FibreRun run(scenario, {{10, "b", "a", 3 * kGigabyte}});
  CHECK(run.end(0) == Approx(13.003965).margin(kMicrosecond).epsilon(0));
}

// The first has the link for itself for 10 s. Then both get half of it: the second's 5 GB take 10 s, to 30; the first has 10 + 5 GB by
// then and the last 5 alone, to 35. The third goes the other way and meets nobody.
TEST_CASE("Two transfers share a link one way, and a third the other way does not slow them") {
  const FibreRun run(fibre_scenario(kAB),
                     {{10, "a", "b", 20 * kGigabyte}, {20, "a", "b", 5 * kGigabyte}, {20, "b", "a", 5 * kGigabyte}});
  check_end(run, 0, 35);
  check_end(run, 1, 30);
  check_end(run, 2, 25);
}

// Three transfers over ab (1 GB/s) and bc (0.6 GB/s): a to c over both, a to b, b to c. The two over bc get 0.3 GB/s each, a to b the
// 0.7 GB/s that are left of ab. From 110 on, when b to c is through, a to c could have 0.6 but shares ab alike, 0.5 each.
//   b to c: 30 GB / 0.3, at 110. a to b: 70 GB by then, its last 15 at 0.5, at 140. a to c: 30 GB by 110, 15 by 140, its last 12 at
//   0.6, at 160.
TEST_CASE("Three transfers over two links share them max-min fairly") {
  const std::string bc = link("bc", "b", "c", R"("waves": 1, "wave_rate": "4.8 Gbit/s", "efficiency": 1)");
  const FibreRun run(fibre_scenario(kAB + "," + bc),
                     {{10, "a", "b", 85 * kGigabyte}, {10, "a", "c", 57 * kGigabyte}, {10, "b", "c", 30 * kGigabyte}});
  check_end(run, 0, 140);
  check_end(run, 1, 160, 2);
  check_end(run, 2, 110);
}

// 50 of 100 GB are through when the link is cut at midnight; the rest follows six hours later.
TEST_CASE("A transfer waits out a cut and goes on where it stopped") {
  const std::string cut = link("ab", "a", "b", R"("waves": 1, "wave_rate": "8 Gbit/s", "efficiency": 1,
                               "cuts": [{"from": "2026-01-02", "duration": "6 h"}])");
  const FibreRun run(fibre_scenario(cut), {{kDay - 50, "a", "b", 100 * kGigabyte}, {kDay + 3600, "b", "a", kGigabyte}});
  check_end(run, 0, kDay + 6 * 3600 + 50);
  check_end(run, 1, kDay + 6 * 3600 + 1);
  CHECK(run.run().at("2026-01", {.measure = "down", .place = "ab"}) == Approx(6));
  CHECK(run.run().at("2026-01", {.measure = "waiting", .item = "b", .place = "a"}) == Approx(6));
  CHECK(run.run().at("2026-01", {.measure = "waiting", .item = "a", .place = "b"}) == Approx(5));
  CHECK(test::events_of(run.run(), "ab", "cut") == std::vector<std::string>{"2026-01-02 1 waves"});
  CHECK(test::events_of(run.run(), "ab", "mended") == std::vector<std::string>{"2026-01-02 1 waves"});
}

// 50 of 100 GB are through when ab is cut; the other 50 go over c at 0.5 GB/s, two links of it.
TEST_CASE("A transfer moves to another way when its link is cut, and stays there") {
  const std::string cut = link("ab", "a", "b", R"("waves": 1, "wave_rate": "8 Gbit/s", "efficiency": 1,
                               "cuts": [{"from": "2026-01-02", "duration": "10 s"}])");
  const std::string half = R"("waves": 1, "wave_rate": "4 Gbit/s", "efficiency": 1)";
  const FibreRun run(fibre_scenario(cut + "," + link("ac", "a", "c", half) + "," + link("bc", "c", "b", half)),
                     {{kDay - 50, "a", "b", 100 * kGigabyte}, {kDay + 20, "a", "b", kGigabyte}});
  check_end(run, 0, kDay + 100, 2);
  check_end(run, 1, kDay + 21);
  CHECK(run.run().at("2026-01", {.measure = "carried", .place = "ab"}) == Approx(0.051));
  CHECK(run.run().at("2026-01", {.measure = "carried", .place = "ac"}) == Approx(0.05));
  CHECK(run.run().at("2026-01", {.measure = "carried", .place = "bc"}) == Approx(0.05));
}

// 150 GB: 50 at 1 GB/s, then two waves.
TEST_CASE("A wave more speeds up what is on its way") {
  const std::string waves = link("ab", "a", "b", R"("waves": [["2026-01-01", 1], ["2026-01-02", 2]],
                                 "wave_rate": "8 Gbit/s", "efficiency": 1)");
  const FibreRun run(fibre_scenario(waves), {{kDay - 50, "a", "b", 150 * kGigabyte}});
  check_end(run, 0, kDay + 50);
  CHECK(test::events_of(run.run(), "ab", "waves") == std::vector<std::string>{"2026-01-02 2 waves"});
  CHECK(run.run().at("2026-01", {.measure = "capacity", .place = "ab"}) == Approx((8 * 1 + 16 * 30) / 31.0));
}

// 1 March is 59 days in; a day's worth of data begun 6 hours before the end of January.
TEST_CASE("What a link carries is booked to the month in which it goes over") {
  const FibreRun run(fibre_scenario(kAB), {{31 * kDay - 21600, "a", "b", kDay * kGigabyte}});
  const auto value = [&](const char* month, const char* place, const char* measure, const char* item) {
    return run.run().at(month, {.measure = measure, .item = item, .place = place});
  };
  CHECK(value("2026-01", "ab", "carried", "") == Approx(21.6));
  CHECK(value("2026-02", "ab", "carried", "") == Approx(64.8));
  CHECK(value("2026-01", "ab", "utilisation", "") == Approx(0.25 / 31).margin(1e-6));
  CHECK(value("2026-02", "ab", "utilisation", "") == Approx(0.75 / 28).margin(1e-6));
  CHECK(value("2026-02", "a", "transfers", "b") == 1);
  CHECK(value("2026-02", "a", "carried", "b") == Approx(86.4));
  CHECK(value("2026-02", "a", "transfer_time", "b") == Approx(24).margin(1e-5));
}

TEST_CASE("A transfer to where it starts, or of nothing, is over at once") {
  const FibreRun run(fibre_scenario(kAB), {{10, "a", "a", kGigabyte}, {20, "a", "b", 0}});
  CHECK(run.end(0) == Approx(10));
  CHECK(run.end(1) == Approx(20));
}

TEST_CASE("A scenario of links that nobody uses runs and shows what they could carry") {
  const test::Run run(fibre_scenario(kAB));
  CHECK(run.at("2026-02", {.stage = "fibre", .measure = "capacity", .place = "ab"}) == Approx(8));
}
