#include "aibelt/scenario/reader.hpp"
#include "aibelt/scenario/document.hpp"

#include "tests/scenario/issues_text.hpp"
#include "tests/support/catch.hpp"

using namespace aibelt;
using scenario::Json;
using Texts = std::vector<std::string>;

namespace {

constexpr base::Dimension kWaferRate = base::dimension(base::Measure::wafer) / base::kTime;

/// A reader over an empty document with three facts.
struct Reading {
  scenario::Document document;
  base::Issues issues;
  scenario::Reader reader{document, issues};

  Reading() {
    document.file = "s.json";
    add({.id = "ulsan.mw", .value = 103, .low = 100, .unit = "MW", .as_of = "2029-02", .source = "Press", .mark = "S"});
    add({.id = "ulsan.share", .value = 80, .low = 70, .high = 90, .unit = "%", .as_of = "2026", .mark = "D"});
    add({.id = "a.word", .value = 1, .unit = "qualitative", .as_of = "around 2030", .source = "Press", .mark = "K"});
  }

  void add(const scenario::Fact& fact) { document.facts[fact.id] = fact; }

  std::optional<double> power(const Json& node, const scenario::FieldInfo& info = {.unit = "MW"}) {
    return reader.number(node, "x", info, base::kPower);
  }
  std::optional<double> ratio(const Json& node, const scenario::FieldInfo& info = {.unit = "1"}) {
    return reader.number(node, "x", info, base::kPlain);
  }
  Texts problems() const { return test::texts_of(issues); }
};

Json assumption(const Json& assume, const Json& low, const Json& high) {
  return {{"assume", assume}, {"low", low}, {"high", high}, {"why", "none is published"}};
}

}  // namespace

TEST_CASE("a quantity is read in base units whatever unit it is written in") {
  Reading reading;
  CHECK(reading.power("103 MW") == 103e6);
  CHECK(reading.power("0.103 GW") == Approx(103e6));
  CHECK(reading.ratio("80 %") == Approx(0.8));
  CHECK(reading.ratio(0.8) == 0.8);
  CHECK(reading.ratio("0.8") == 0.8);
  CHECK(reading.reader.number("12 wafers/s", "x", {}, kWaferRate) == 12);
  CHECK(reading.issues.empty());
}

TEST_CASE("a figure written in the scenario is noted as stated, as written") {
  Reading reading;
  reading.power("103 MW");
  reading.ratio(0.5);
  REQUIRE(reading.reader.uses().size() == 2);
  const scenario::Use& use = reading.reader.uses()[0];
  CHECK(use.path == "x");
  CHECK(use.origin == scenario::Origin::stated);
  CHECK(use.value == "103 MW");
  CHECK(use.mark.empty());
  CHECK(reading.reader.uses()[1].value == "0.5");
}

TEST_CASE("a quantity in the wrong unit, without one or of no number is refused") {
  Reading reading;
  CHECK_FALSE(reading.power("103 MWh"));
  CHECK_FALSE(reading.power(103));
  CHECK_FALSE(reading.power("103"));
  CHECK_FALSE(reading.power(true));
  CHECK_FALSE(reading.power("nan MW"));
  CHECK_FALSE(reading.power("1e400 MW"));
  CHECK_FALSE(reading.ratio("5 MW"));
  CHECK(reading.problems() == Texts{"x: \"103 MWh\" has the wrong unit; this must be in MW",
                                    "x: 103 needs a unit; write it as text, for example \"103 MW\"",
                                    "x: \"103\" has the wrong unit; this must be in MW",
                                    "x: must be a quantity such as \"1 MW\", {\"fact\": id} or {\"assume\": …}",
                                    "x: \"nan MW\" does not start with a number; write a quantity such as \"103 MW\"",
                                    "x: the number in \"1e400 MW\" is too large or too small to hold",
                                    "x: \"5 MW\" has the wrong unit; this must be in plain numbers or %"});
}

TEST_CASE("bounds are held in the unit of the field, and the bound itself is allowed") {
  Reading reading;
  const scenario::FieldInfo info{.unit = "MW", .low = 1, .high = 100};
  CHECK(reading.power("1 MW", info));
  CHECK(reading.power("0.1 GW", info));
  CHECK_FALSE(reading.power("999 kW", info));
  CHECK_FALSE(reading.power("101 MW", info));
  CHECK(reading.problems() ==
        Texts{"x: 0.999 MW is below the smallest allowed, 1 MW", "x: 101 MW is above the largest allowed, 100 MW"});
}

TEST_CASE("a share may be written as the whole hundred percent") {
  Reading reading;
  CHECK(reading.ratio("100 %", {.unit = "1", .low = 0, .high = 1}) == 1.0);
  CHECK(reading.ratio("100 %", {.unit = "%", .low = 0, .high = 100}) == 1.0);
  CHECK_FALSE(reading.ratio("100.1 %", {.unit = "1", .low = 0, .high = 1}));
}

TEST_CASE("a fact gives its figure and notes where it comes from") {
  Reading reading;
  CHECK(reading.power({{"fact", "ulsan.mw"}}) == 103e6);
  REQUIRE(reading.reader.uses().size() == 1);
  const scenario::Use& use = reading.reader.uses()[0];
  CHECK(use.origin == scenario::Origin::fact);
  CHECK(use.fact == "ulsan.mw");
  CHECK(use.value == "103 MW");
  CHECK(use.low == "100 MW");
  CHECK(use.high.empty());
  CHECK(use.as_of == "2029-02");
  CHECK(use.source == "Press");
  CHECK(use.mark == "S");
}

TEST_CASE("a fact's low or high may be picked, the value standing in for a missing one") {
  Reading reading;
  CHECK(reading.power({{"fact", "ulsan.mw"}, {"pick", "low"}}) == 100e6);
  CHECK(reading.power({{"fact", "ulsan.mw"}, {"pick", "high"}}) == 103e6);
  CHECK(reading.ratio({{"fact", "ulsan.share"}, {"pick", "high"}}) == Approx(0.9));
  CHECK_FALSE(reading.ratio({{"fact", "ulsan.share"}, {"pick", "mid"}}));
  CHECK_FALSE(reading.ratio({{"fact", "ulsan.share"}, {"pick", 5}}));
  CHECK(reading.problems() ==
        Texts{"x.pick: must be \"value\", \"low\" or \"high\"", "x.pick: must be \"value\", \"low\" or \"high\""});
}

TEST_CASE("a factor on a fact is applied, held to the bounds and noted with its reason") {
  Reading reading;
  CHECK(reading.power({{"fact", "ulsan.mw"}, {"times", 0.5}, {"why", "half of it is for AI"}}) == 51.5e6);
  CHECK(reading.reader.uses()[0].source == "Press; × 0.5: half of it is for AI");
  CHECK_FALSE(reading.power({{"fact", "ulsan.mw"}, {"times", 2}}, {.unit = "MW", .high = 200}));
  CHECK_FALSE(reading.power({{"fact", "ulsan.mw"}, {"times", "2"}}));
  CHECK_FALSE(reading.power({{"fact", "ulsan.mw"}, {"times", 1e305}}));
  CHECK_FALSE(reading.power({{"fact", "ulsan.mw"}, {"times", 2}, {"why", 5}}));
  CHECK(reading.problems() == Texts{"x: 206 MW is above the largest allowed, 200 MW",
                                    "x.times: must be a plain number, the factor on the fact",
                                    "x: is too large to hold", "x.why: must be text in double quotes"});
}

TEST_CASE("a fact that is unknown, misspelt, of another unit or no quantity is refused") {
  Reading reading;
  CHECK_FALSE(reading.power({{"fact", "ulsan.mv"}}));
  CHECK_FALSE(reading.power({{"fact", "ulsan.share"}}));
  CHECK_FALSE(reading.power({{"fact", "a.word"}}));
  CHECK_FALSE(reading.power({{"fact", 5}}));
  CHECK(reading.power({{"fact", "ulsan.mw"}, {"time", 2}}));
  CHECK(reading.problems() ==
        Texts{"x: no fact \"ulsan.mv\" in the data files; did you mean \"ulsan.mw\"?",
              "x: \"80 %\" has the wrong unit; this must be in MW", "x: unknown unit \"qualitative\"",
              "x: must be a quantity, {\"fact\": id} or {\"assume\": quantity, \"low\", \"high\", \"why\"}",
              "x.time: unknown key \"time\"; did you mean \"times\"?; known here: fact, pick, times, why"});
}

TEST_CASE("a fact in a scenario without data files is refused with the mend") {
  Reading reading;
  reading.document.facts.clear();
  CHECK_FALSE(reading.power({{"fact", "ulsan.mw"}}));
  CHECK(reading.problems() ==
        Texts{"x: no fact \"ulsan.mw\": the scenario names no data files; add them under \"data\""});
}

TEST_CASE("an assumption gives its figure and notes its range and reason") {
  Reading reading;
  CHECK(reading.power(assumption("50 MW", "40 MW", "0.1 GW")) == 50e6);
  REQUIRE(reading.reader.uses().size() == 1);
  const scenario::Use& use = reading.reader.uses()[0];
  CHECK(use.origin == scenario::Origin::assumption);
  CHECK(use.value == "50 MW");
  CHECK(use.low == "40 MW");
  CHECK(use.high == "0.1 GW");
  CHECK(use.source == "none is published");
  CHECK(use.mark == "A");
  CHECK(reading.ratio(assumption(0.5, "40 %", 0.6)) == 0.5);
}

TEST_CASE("an assumption without range or reason is refused, all at once") {
  Reading reading;
  CHECK_FALSE(reading.power({{"assume", "50 MW"}}));
  CHECK(reading.problems() == Texts{"x: an assumption needs its range; add \"low\"",
                                    "x: an assumption needs its range; add \"high\"",
                                    "x: an assumption needs its reason; add \"why\""});
}

TEST_CASE("an assumption outside its own range or of the wrong unit is refused") {
  Reading reading;
  reading.power(assumption("50 MW", "60 MW", "70 MW"));
  reading.power(assumption("50 MW", "40 MW", "45 MW"));
  reading.power(assumption("50 MW", "40 MWh", 60));
  CHECK(reading.problems() == Texts{"x: 50 MW lies outside its range; give low ≤ assume ≤ high",
                                    "x: 50 MW lies outside its range; give low ≤ assume ≤ high",
                                    "x.low: \"40 MWh\" has the wrong unit; this must be in MW",
                                    "x.high: \"60\" has the wrong unit; this must be in MW"});
}

TEST_CASE("dates are read from text, and from what a fact applies to") {
  Reading reading;
  CHECK(reading.reader.date("2027-Q3", "x") == base::parse_date("2027-07-01"));
  CHECK(reading.reader.date_of_fact({{"fact", "ulsan.mw"}}, "x") == base::parse_date("2029-02-01"));
  CHECK_FALSE(reading.reader.date("2027-02-30", "x"));
  CHECK(reading.reader.date(2027, "x") == base::parse_date("2027"));
  CHECK_FALSE(reading.reader.date(20.5, "x"));
  CHECK_FALSE(reading.reader.date_of_fact({{"fact", "a.word"}}, "x"));
  REQUIRE(reading.issues.size() == 3);
  CHECK(reading.problems()[0].starts_with("x: \"2027-02-30\" is no date; write 2027, "));
  CHECK(reading.problems()[1].starts_with("x: 20.5 is no date; write 2027, "));
  CHECK(reading.problems()[2].starts_with("x: fact \"a.word\" applies to \"around 2030\", which is no single date"));
}

TEST_CASE("a text is held to its choices and to the entries it refers to") {
  Reading reading;
  reading.document.root = {{"fabs", {{"m16", Json::object()}, {"m15x", Json::object()}}}};
  CHECK(reading.reader.text("step", "x", {.choices = {"step", "linear"}}) == "step");
  CHECK(reading.reader.text("m16", "x", {.refers_to = "fabs"}) == "m16");
  CHECK_FALSE(reading.reader.text("stepp", "x", {.choices = {"step", "linear"}}));
  CHECK_FALSE(reading.reader.text(5, "x", {}));
  reading.reader.text("m15y", "x", {.refers_to = "fabs"});
  reading.reader.text("far_away", "x", {.refers_to = "sites"});
  CHECK(reading.problems() == Texts{"x: \"stepp\" is not one of step, linear; did you mean \"step\"?",
                                    "x: must be text in double quotes",
                                    "x: there is no \"m15y\" in \"fabs\"; did you mean \"m15x\"?",
                                    "x: there is no \"far_away\" in \"sites\""});
}

TEST_CASE("an issue stands where its value was written, or the nearest that has a place") {
  Reading reading;
  reading.document.positions["a"] = {"a.json", 3, 5};
  reading.document.positions["a.b[1]"] = {"b.json", 9, 2};
  reading.reader.report("a.b[1]", "one");
  reading.reader.report("a.b[2].c", "two");
  reading.reader.report("z", "three");
  CHECK(base::to_text(reading.issues[0]) == "b.json:9:2: a.b[1]: one");
  CHECK(base::to_text(reading.issues[1]) == "a.json:3:5: a.b[2].c: two");
  CHECK(base::to_text(reading.issues[2]) == "s.json: z: three");
}
