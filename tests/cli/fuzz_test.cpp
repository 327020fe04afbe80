// The first scenario, broken in thousands of ways: reading it ends in a scenario or in issues, never in anything else, and
// what counts as a scenario can be run.

#include <cmath>

#include <nlohmann/json.hpp>

#include "aibelt/base/issue.hpp"
#include "aibelt/base/random.hpp"
#include "aibelt/engine/engine.hpp"
#include "aibelt/record/sink.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace aibelt;
using Json = nlohmann::ordered_json;
using Pointer = Json::json_pointer;

namespace {

const std::filesystem::path kFirstBelt = AIBELT_SOURCE_DIR "/scenarios/first-belt/scenario.json";

void collect(const Json& node, const Pointer& here, std::vector<Pointer>& places) {
  if (node.is_object()) {
    for (const auto& [key, value] : node.items()) {
      places.push_back(here / key);
      collect(value, here / key, places);
    }
  } else if (node.is_array()) {
    for (std::size_t i = 0; i < node.size(); ++i) {
      places.push_back(here / i);
      collect(node[i], here / i, places);
    }
  }
}

/// Values that do not belong: other types, figures too large or too small, text of odd characters.
const std::vector<Json>& odd_values() {
  static const std::vector<Json> values = [] {
    std::vector<Json> list = {
        nullptr, true, 0, 1, -1, 0.5, 1e308, -1e308, 5e-324, 1e17, 9223372036854775807, 18446744073709551615u};
    for (const char* text : {"",
                             " ",
                             "0",
                             "-1",
                             "1e308",
                             "1e308 W",
                             "1e300 wafers/month",
                             "1e12 wafers/month",
                             "1e12 racks/month",
                             "1e12 tokens/s",
                             "1e10 racks/day",
                             "100000 MW",
                             "0 days",
                             "1000 days",
                             "1000000000 days",
                             "1e-300 s",
                             "1 W/",
                             "/",
                             "nan",
                             "inf days",
                             "2026",
                             "2026-13",
                             "2199-12-31",
                             "2200-12-31",
                             "1900-01-01",
                             "9999",
                             "2026-02-29",
                             "hbm",
                             "gpu",
                             "rack72",
                             "site",
                             "services",
                             "poisson",
                             "priority",
                             "é",
                             "\u202e",
                             "한국",
                             "🏭",
                             "\x01",
                             "a.b",
                             "a[0]",
                             "../..",
                             "\xEF\xBF\xBF"}) {
      list.emplace_back(text);
    }
    list.emplace_back(std::string("a\0b", 3));
    for (const char* text :
         {"[]", "{}", "[[]]", "[{}]", "{\"\": {}}", "[[\"2026\", \"1 MW\"]]",
          "[[\"2026\", \"1 MW\"], [\"2026\", \"1 MW\"]]", "{\"fact\": \"x\"}", "{\"fact\": 1}",
          "{\"assume\": \"1 day\", \"low\": \"1 day\", \"high\": \"2 days\", \"why\": \"w\"}", "{\"assume\": null}",
          "{\"kind\": \"priority\"}", "{\"kind\": \"fixed\", \"yield\": 0}", "{\"kind\": {}}", "{\"points\": []}",
          "{\"points\": [[\"2026\", 1]], \"interpolation\": \"step\"}", "{\"hbm\": {}}",
          "{\"hbm\": {\"opening_stock\": 1e12, \"opening_rate\": \"1e9 wafers/month\"}}",
          "{\"when\": {\"a\": [\"b\"]}}"}) {
      list.push_back(Json::parse(text));
    }
    return list;
  }();
  return values;
}

/// Makes one mutant after another from the scenario's text.
class Mutator {
 public:
  explicit Mutator(std::string text) : text_(std::move(text)), root_(Json::parse(text_)) {
    collect(root_, Pointer(), places_);
  }

  std::string next() {
    constexpr std::size_t kBroken = 8;  // one mutant in so many is broken as text
    return below(kBroken) == 0 ? broken_text() : changed_document();
  }

 private:
  std::size_t below(std::size_t n) { return static_cast<std::size_t>(random_.uniform() * static_cast<double>(n)) % n; }

  std::string broken_text() {
    std::string text = text_;
    const std::size_t at = below(text.size());
    switch (below(4)) {
      case 0:
        return text.substr(0, at);
      case 1:
        text[at] = static_cast<char>(below(256));
        return text;
      case 2:
        return text.insert(at, 1, "{}[],:\"\\0\xff"[below(10)]);
      default:
        return text.erase(at, 1 + below(20));
    }
  }

  std::string changed_document() {
    Json root = root_;
    const std::size_t n_changes = below(4) == 0 ? 2 : 1;
    for (std::size_t i = 0; i < n_changes; ++i) {
      change(root, places_[below(places_.size())]);
    }
    return below(16) == 0 ? twice(root) : root.dump();
  }

  void change(Json& root, const Pointer& place) {
    if (!root.contains(place)) {
      return;  // the change before took it out
    }
    Json& parent = root[place.parent_pointer()];
    switch (below(5)) {
      case 0:  // take it out
        parent.is_object() ? static_cast<void>(parent.erase(place.back())) : parent.erase(std::stoul(place.back()));
        break;
      case 1:  // put what stands elsewhere here
        root[place] = root_[places_[below(places_.size())]];
        break;
      case 2:  // let it stand a second time, under an odd name or the name of something else
        if (parent.is_array()) {
          parent.push_back(Json(root[place]));
        } else {
          const Json copy = root[place];
          const Json& name = odd_values()[below(odd_values().size())];
          parent[name.is_string() ? name.get<std::string>() : places_[below(places_.size())].back()] = copy;
        }
        break;
      default:
        root[place] = odd_values()[below(odd_values().size())];
    }
  }

  /// The document with one of its keys standing twice.
  std::string twice(const Json& root) {
    std::string text = root.dump();
    const auto member = root.begin();
    return member == root.end() ? text : text.insert(1, Json(member.key()).dump() + ":" + member.value().dump() + ",");
  }

  std::string text_;
  Json root_;
  std::vector<Pointer> places_;
  base::Stream random_{1, "cli/fuzz"};
};

/// Runs `scenario` for at most `months` months with the in-memory driver.
void run_a_while(const scenario::Scenario& scenario, int months) {
  record::MemorySink rows;
  int gone = 0;
  const entity::Watch watch{[&](base::SimTime) { ++gone; }, [&] { return gone >= months; }};
  engine::run(scenario, rows, watch, engine::Driver::memory);
  for (const record::CurveRow& row : rows.curves()) {
    REQUIRE(std::isfinite(row.value));
  }
}

}  // namespace

TEST_CASE("a broken scenario ends in issues, a sound one can be run") {
  constexpr int kMutants = 3000;
  const test::TemporaryFolder folder;
  Mutator mutator(test::content_of(kFirstBelt));
  int n_sound = 0;
  for (int i = 0; i < kMutants; ++i) {
    const std::string text = mutator.next();
    INFO(text);
    const auto file = folder.write("scenario.json", text);
    base::Issues issues;
    std::optional<scenario::Scenario> scenario;
    REQUIRE_NOTHROW(scenario = engine::load(file, {}, issues));
    REQUIRE(scenario.has_value() == issues.empty());
    for (const base::Issue& issue : issues) {
      REQUIRE(issue.file == file.string());
      REQUIRE_FALSE(issue.message.empty());
    }
    if (scenario) {
      ++n_sound;
      REQUIRE_NOTHROW(run_a_while(*scenario, 40));
    }
  }
  CHECK(n_sound > kMutants / 50);
  CHECK(n_sound < kMutants / 2);
}

TEST_CASE("odd assignments end in issues or in a scenario") {
  const std::vector<std::string> paths = {"fabs",
                                          "fabs.fab",
                                          "fabs.fab.capacity",
                                          "sites.site.phases[0]",
                                          "sites.site.phases[0][1]",
                                          "lanes.wafers.from",
                                          "services.chat.demand",
                                          "memory.hbm.sort_yield",
                                          "name",
                                          "seed",
                                          "to",
                                          "switches",
                                          "expect",
                                          "fabs.new",
                                          "new.section",
                                          "a[0]",
                                          "fabs.fab.when",
                                          "note",
                                          "x"};
  for (const std::string& path : paths) {
    for (const Json& value : odd_values()) {
      const std::string assignment = path + "=" + (value.is_string() ? value.get<std::string>() : value.dump());
      INFO(assignment);
      base::Issues issues;
      std::optional<scenario::Scenario> scenario;
      REQUIRE_NOTHROW(scenario = engine::load(kFirstBelt, {assignment}, issues));
      REQUIRE(scenario.has_value() == issues.empty());
    }
  }
}
