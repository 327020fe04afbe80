/// What must not change a run's rows, and what must.

#include <algorithm>

#include "tests/engine/random_network.hpp"
#include "tests/engine/running.hpp"
#include "tests/support/catch.hpp"

using namespace aibelt;
using test::RandomNetwork;

namespace {

constexpr std::uint64_t kNetworks = 12;

/// `json` as text, the keys of every object in reverse order.
std::string reversed(const scenario::Json& json) {
  std::vector<std::string> parts;
  if (json.is_object()) {
    for (const auto& [key, value] : json.items()) {
      parts.push_back(scenario::Json(key).dump() + ": " + reversed(value));
    }
    std::reverse(parts.begin(), parts.end());
  } else if (json.is_array()) {
    for (const auto& value : json) {
      parts.push_back(reversed(value));
    }
  } else {
    return json.dump();
  }
  std::string text;
  for (const std::string& part : parts) {
    text += (text.empty() ? "" : ", ") + part;
  }
  return json.is_object() ? "{" + text + "}" : "[" + text + "]";
}

/// The rows of the network with `suffix`; the services are one place for all networks.
std::string rows_of(const test::Run& run, const std::string& suffix) {
  return run.text_if(
      [&](const record::Series& of) { return (of.place == "services" ? of.item : of.place).ends_with(suffix); });
}

/// The rows of the months before `end`, and the events.
std::string rows_before(const test::Run& run, base::SimTime end) {
  std::string text;
  for (const record::CurveRow& row : run.sink().curves()) {
    if (base::start_of(row.month) < end) {
      text += fmt::format("{} {} {:a}\n", base::to_text(row.month), row.series.index, row.value);
    }
  }
  for (const record::EventRow& row : run.sink().events()) {
    if (row.time < end) {
      text += fmt::format("{} {} {} {} {:a}\n", row.time.time_since_epoch().count(), row.place, row.what, row.item,
                          row.quantity);
    }
  }
  return text;
}

}  // namespace

TEST_CASE("The order of the entries in the scenario changes nothing") {
  for (std::uint64_t network = 1; network <= kNetworks; ++network) {
    INFO("network " << network);
    const scenario::Json root = test::scenario_json({RandomNetwork(network)});
    const std::string other = reversed(root);
    REQUIRE(other != root.dump());
    CHECK(test::run_of(other).text() == test::run_of(root.dump()).text());
  }
}

TEST_CASE(
    "A chain that shares nothing with the others leaves their rows alone, whether its names come before or after "
    "theirs") {
  for (std::uint64_t network = 1; network <= kNetworks; ++network) {
    INFO("network " << network);
    const RandomNetwork own(network, "_m");
    const std::string alone = test::run_of(test::scenario_json({own}).dump()).text();
    for (const std::string suffix : {"_a", "_z"}) {
      const test::Run both = test::run_of(test::scenario_json({own, RandomNetwork(network + 100, suffix)}).dump());
      CHECK(rows_of(both, "_m") == alone);
      CHECK(rows_of(both, suffix).size() + alone.size() == both.text().size());
    }
  }
}

TEST_CASE("What happens before a date does not depend on how long the run goes on after it") {
  for (std::uint64_t network = 1; network <= kNetworks; ++network) {
    INFO("network " << network);
    const test::Run longest = test::run_of(test::scenario_text(network, "2028-06"));
    for (const std::string to : {"2026-02", "2027-01", "2028-01"}) {
      const base::SimTime end = base::parse_date(to).value();
      const std::string part = rows_before(test::run_of(test::scenario_text(network, to)), end);
      CHECK(part == rows_before(longest, end));
    }
  }
}

TEST_CASE("One seed gives the same bytes, another one other yields of the same work") {
  for (std::uint64_t network = 1; network <= kNetworks; ++network) {
    INFO("network " << network);
    const test::Run run = test::run_of(test::scenario_text(network, "2027-06", 1));
    CHECK(test::run_of(test::scenario_text(network, "2027-06", 1)).text() == run.text());
    const test::Run other = test::run_of(test::scenario_text(network, "2027-06", 2));
    CHECK(other.total({.measure = "good", .unit = "dies"}) != run.total({.measure = "good", .unit = "dies"}));
    CHECK(other.total({.measure = "good", .unit = "dies"}) ==
          Approx(run.total({.measure = "good", .unit = "dies"})).epsilon(0.1));
  }
}
