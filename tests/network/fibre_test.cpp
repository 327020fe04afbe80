#include "aibelt/network/fibre.hpp"

#include <chrono>

#include <fmt/format.h>

#include "aibelt/base/statistics.hpp"
#include "aibelt/scenario/document.hpp"
#include "tests/scenario/issues_text.hpp"
#include "tests/support/catch.hpp"

using namespace aibelt;
using network::Fibre;
using Texts = std::vector<std::string>;

namespace {

/// A scenario of the links in `text`, as far as they can be read, and what is wrong with them.
struct Links {
  base::Issues issues;
  scenario::Scenario scenario;

  explicit Links(const std::string& text, const std::string& to = "2027-01", int seed = 1) {
    const std::string all = fmt::format(
        R"({{"name": "links", "from": "2026-01", "to": "{}", "seed": {}, "links": {{{}}}}})", to, seed, text);
    const scenario::Document document{.file = "s.json", .root = scenario::Json::parse(all)};
    scenario = scenario::read_what_is_readable(document, network::link_sections(), issues);
  }
};

std::string link(const std::string& name, const std::string& from, const std::string& to, const std::string& rest) {
  return fmt::format(R"("{}": {{"from": "{}", "to": "{}", "wave_rate": "400 Gbit/s", {}}})", name, from, to, rest);
}

base::SimTime day(std::string_view date) { return base::parse_date(date).value(); }

/// Dates on which links change, with the state of the first link: waves, and `cut` where it is.
Texts epochs(const Fibre& fibre) {
  Texts texts;
  for (const network::Epoch& epoch : fibre.epochs()) {
    const auto hour =
        std::chrono::duration_cast<std::chrono::hours>(epoch.from - std::chrono::floor<std::chrono::days>(epoch.from));
    texts.push_back(fmt::format("{} {:02} h: {}{}", base::to_date_text(epoch.from), hour.count(), epoch.links[0].waves,
                                epoch.links[0].is_cut ? " cut" : ""));
  }
  return texts;
}

std::vector<std::int32_t> channels(const Fibre& fibre, std::size_t epoch, std::int32_t from, std::int32_t to) {
  const std::int32_t way = fibre.way(fibre.epochs()[epoch], from, to);
  return way < 0 ? std::vector<std::int32_t>{} : fibre.ways()[static_cast<std::size_t>(way)].channels;
}

using Channels = std::vector<std::int32_t>;

}  // namespace

TEST_CASE("A link whose fields contradict each other is refused") {
  const Links links(link("a", "x", "x", R"("waves": 1, "round_trip": "4 ms")") + "," +
                    link("b", "x", "y", R"("waves": 1)") + "," +
                    link("c", "x", "y", R"("waves": 1, "round_trip": "4 ms", "length": "10 km")") + "," +
                    link("d", "x", "y", R"("waves": 1, "round_trip": "4 ms", "cut_rate": "1 1/year")"));
  CHECK(test::texts_of(links.issues) ==
        Texts{"links.a.to: is where the link comes from; name another place",
              "links.b: needs \"length\" or \"round_trip\"",
              "links.c: has \"length\" and \"round_trip\"; the one follows from the other, keep one of the two",
              "links.d: needs \"repair\": mean time to mend a random cut"});
}

// 2 x 283 km x 1.4 / (2/3 x 299792.458 km/s) = 3.9648 ms; wan.rtt of the facts is 3.9 ms, from 3.5 to 6.
TEST_CASE("The round trip is that of light in the fibre, there and back") {
  const Links links(link("a", "x", "y", R"("waves": 1, "length": "283 km")") + "," +
                    link("b", "x", "y", R"("waves": 1, "length": "100 km", "detour": 1)") + "," +
                    link("c", "x", "y", R"("waves": 1, "round_trip": "3.9 ms")"));
  REQUIRE(links.issues.empty());
  const Fibre fibre(links.scenario);
  CHECK(fibre.link(0).latency_there_and_back() == base::Duration{3965});
  CHECK(fibre.link(1).latency_there_and_back() == base::Duration{1001});
  CHECK(fibre.link(2).latency_there_and_back() == base::Duration{3900});
}

TEST_CASE("Waves light up by date, cuts put them out, and every change is an epoch") {
  const Links links(link("a", "x", "y", R"("waves": [["2026-02-01", 1], ["2026-04-01", 2.7]], "round_trip": "4 ms",
      "cuts": [{"from": "2026-03-31", "duration": "36 h"}, {"from": "2026-04-01", "duration": "6 h"},
               {"from": "2025-12-31", "duration": "30 h"}, {"from": "2030-01-01", "duration": "6 h"}])"));
  REQUIRE(links.issues.empty());
  const Fibre fibre(links.scenario);
  CHECK(epochs(fibre) == Texts{"2026-01-01 00 h: 1 cut", "2026-01-01 06 h: 1", "2026-03-31 00 h: 1 cut",
                               "2026-04-01 00 h: 2 cut", "2026-04-01 12 h: 2"});
  CHECK(fibre.epochs()[1].links[0].rate == Approx(0.9 * 50e9));
  CHECK(fibre.epochs()[2].links[0].rate == 0);
  CHECK(fibre.epochs()[4].links[0].rate == Approx(0.9 * 100e9));
}

// Places a, b, c, d are 0 to 3. Link ab takes 10 ms; over c it is 4 + 5 ms; d hangs on c; at the cut of ac all goes over ab.
TEST_CASE("Data takes the quickest way there is, whatever the waves") {
  const Links links(link("ab", "a", "b", R"("waves": 100, "round_trip": "10 ms")") + "," +
                    link("ac", "a", "c", R"("waves": 1, "round_trip": "4 ms",
                         "cuts": [{"from": "2026-02-01", "duration": "1 h"}, {"from": "2026-03-01", "duration": "1 h"}])") +
                    "," + link("cb", "c", "b", R"("waves": 1, "round_trip": "5 ms")") + "," +
                    link("cd", "c", "d", R"("waves": [["2026-01-01", 1], ["2026-03-01", 0]], "round_trip": "1 ms")"));
  REQUIRE(links.issues.empty());
  const Fibre fibre(links.scenario);
  CHECK(fibre.places() == Texts{"a", "b", "c", "d"});
  REQUIRE(fibre.epochs().size() == 5);
  CHECK(channels(fibre, 0, 0, 1) == Channels{2, 4});
  CHECK(channels(fibre, 0, 1, 0) == Channels{5, 3});
  CHECK(channels(fibre, 0, 3, 0) == Channels{7, 3});
  CHECK(channels(fibre, 1, 0, 1) == Channels{0});
  CHECK(channels(fibre, 1, 0, 3) == Channels{0, 5, 6});
  CHECK(channels(fibre, 2, 0, 1) == Channels{2, 4});
  CHECK(channels(fibre, 3, 0, 3).empty());
  CHECK(channels(fibre, 0, 2, 2).empty());
  CHECK(fibre.ways()[static_cast<std::size_t>(fibre.way(fibre.epochs()[1], 0, 3))].round_trip ==
        std::chrono::milliseconds{16});
}

TEST_CASE("Of ways of one length the one with fewer links is taken, then the one whose last link is named first") {
  const Links links(link("1", "a", "b", R"("waves": 1, "round_trip": "2 ms")") + "," +
                    link("2", "b", "d", R"("waves": 1, "round_trip": "2 ms")") + "," +
                    link("3", "a", "c", R"("waves": 1, "round_trip": "2 ms")") + "," +
                    link("4", "c", "d", R"("waves": 1, "round_trip": "2 ms")") + "," +
                    link("5", "b", "c", R"("waves": 1, "round_trip": "4 ms")") + "," +
                    link("6", "b", "c", R"("waves": 1, "round_trip": "4 ms")"));
  REQUIRE(links.issues.empty());
  const Fibre fibre(links.scenario);
  CHECK(channels(fibre, 0, 0, 3) == Channels{0, 2});
  CHECK(channels(fibre, 0, 3, 0) == Channels{3, 1});
  CHECK(channels(fibre, 0, 1, 2) == Channels{8});
}

// In service for 1/5 year on the mean, then mended in 73 h, 1/120 year: a cut each 1/5 + 1/120 year, 96 % of the time in service.
TEST_CASE("Random cuts come and are mended at their rates, whatever other links there are") {
  const std::string cuts = R"("waves": 1, "round_trip": "4 ms", "cut_rate": "5 1/year", "repair": "73.05 h")";
  base::Mean n_cuts;
  base::Mean hours;
  for (int seed = 1; seed <= 40; ++seed) {
    const Links alone(link("b", "x", "y", cuts), "2036-01", seed);
    const Links both(link("a", "y", "z", cuts) + "," + link("b", "x", "y", cuts), "2036-01", seed);
    const Fibre fibre(alone.scenario);
    const Fibre two(both.scenario);
    double down = 0;
    std::set<base::SimTime> begun;
    for (std::size_t i = 0; i < fibre.epochs().size(); ++i) {
      const network::Epoch& epoch = fibre.epochs()[i];
      const base::SimTime end = i + 1 < fibre.epochs().size() ? fibre.epochs()[i + 1].from : alone.scenario.to;
      down += epoch.links[0].is_cut ? std::chrono::duration<double, std::ratio<3600>>(end - epoch.from).count() : 0;
      if (epoch.links[0].is_cut) {
        begun.insert(epoch.from);
      }
    }
    for (std::size_t i = 1; i < two.epochs().size(); ++i) {
      if (two.epochs()[i].links[1].is_cut && !two.epochs()[i - 1].links[1].is_cut) {
        CHECK(begun.erase(two.epochs()[i].from) == 1);
        n_cuts.add(0);
      }
    }
    CHECK(begun.empty());
    hours.add(down / (87648.0));
  }
  INFO(n_cuts.count() << " cuts, " << hours.mean() << " of the time");
  CHECK(static_cast<double>(n_cuts.count()) / 40 == Approx(10 / (1 / 5.0 + 1 / 120.0)).epsilon(0.06));
  CHECK(std::abs(hours.mean() - 0.04) < 3 * hours.standard_error());
}

TEST_CASE("The section of links is that of the scenario: nothing is cut before the run or after") {
  const Links links(
      link("a", "x", "y", R"("waves": 1, "round_trip": "4 ms", "cut_rate": "100 1/year", "repair": "1 h")"),
      "2026-02-11");
  const Fibre fibre(links.scenario);
  REQUIRE(fibre.epochs().size() > 5);
  CHECK(fibre.epochs().front().from == day("2026-01"));
  CHECK(fibre.epochs().back().from < day("2026-02-11"));
  for (const network::Epoch& epoch : fibre.epochs()) {
    CHECK((epoch.from - day("2026-01")) % base::kSecond == base::Duration{0});
  }
}
