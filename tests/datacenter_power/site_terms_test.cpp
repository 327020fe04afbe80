#include <fmt/format.h>

#include "aibelt/base/error.hpp"
#include "aibelt/base/random.hpp"
#include "aibelt/datacenter/power/cost_clock.hpp"
#include "tests/datacenter_power/reading.hpp"
#include "tests/support/catch.hpp"

using namespace aibelt;
using datacenter::Carbon;
using datacenter::Climate;
using datacenter::Cooling;
using datacenter::CostClock;
using datacenter::EnergyCost;
using datacenter::EnergyTerms;
using datacenter::LocalHour;
using datacenter::Tariff;
using test::date;
using test::read;

namespace {

constexpr double kPerKwh = 3.6e6;  // J
constexpr base::Duration kHour = std::chrono::hours{1};

template <class Kind>
std::shared_ptr<const Kind> kind_of(const std::string& text, scenario::Facts facts = {}) {
  return read<std::shared_ptr<const Kind>>(text, std::move(facts));
}

/// By the hour that begins at `hour`.
double price(const Tariff& tariff, base::SimTime hour) {
  return tariff.prices(datacenter::DayOfHours(hour, {}))[0] * kPerKwh;
}

double intensity(const Carbon& carbon, base::SimTime hour) {
  return carbon.intensities(datacenter::DayOfHours(hour, {}))[0] * kPerKwh;
}

/// Costs of a joule of IT energy in the hour that begins at `hour`.
EnergyCost of_joule(const EnergyTerms& terms, base::SimTime hour) {
  datacenter::DayRates rates;
  rates.set(terms, std::chrono::floor<std::chrono::days>(hour));
  const auto i = static_cast<std::size_t>(LocalHour::of(hour).hour);
  const double pue = terms.cooling->load_part(hour, 1) + rates.weather_pue[i];
  return {pue, pue * rates.price[i], pue * rates.carbon[i]};
}

EnergyTerms korea() {
  const scenario::Facts facts = test::facts_of("power.json");
  return {
      .cooling = kind_of<Cooling>(R"("free_cooling")"),
      .tariff = kind_of<Tariff>(test::kKepco, facts),
      .carbon = kind_of<Carbon>(
          R"({"kind": "hourly", "table": {"fact": "ci.hours.2023"}, "yearly_mean": [{"fact": "ci.2023"}, {"fact": "ci.2030"}]})",
          facts),
      .climate = read<Climate>(R"({"monthly_mean": {"fact": "temp.gs"}})", facts)};
}

}  // namespace

TEST_CASE("A date has its local month, weekday and hour") {
  const LocalHour hour = LocalHour::of(date("2026-07-05") + 13 * kHour + kHour / 2);
  CHECK(hour.month == 6);
  CHECK(hour.weekday == 6);  // a Sunday
  CHECK(hour.hour == 13);
}

TEST_CASE("Outdoor temperature is the month's mean and a wave over the day") {
  const auto climate = read<Climate>(R"({"monthly_mean": {"fact": "temp.gs"}, "daily_amplitude": "4 degC"})",
                                     test::facts_of("power.json"));
  CHECK(climate.outdoor({7, 0, 15}) == Approx(27.3 + 4));
  CHECK(climate.outdoor({7, 0, 3}) == Approx(27.3 - 4));
  CHECK(climate.outdoor({0, 0, 9}) == Approx(0.2).margin(1e-12));
  CHECK(climate.outdoor({0, 0, 19}) == Approx(0.2 + 2));  // cos 60 degrees
  CHECK(climate.warmest().month == 7);
  double sum = 0;
  for (int hour = 0; hour < 24; ++hour) {
    sum += climate.outdoor({3, 0, hour});
  }
  CHECK(sum / 24 == Approx(14.7));
}

TEST_CASE("A fixed PUE follows its ramp only") {
  const auto cooling = kind_of<Cooling>(R"({"kind": "fixed", "pue": [["2026", 1.4], ["2028", 1.2]]})");
  CHECK(cooling->pue({date("2027"), 40, 0.1}) == Approx(1.3).epsilon(1e-3));
  CHECK(cooling->capacity(50) == 1);
}

TEST_CASE("Free cooling: the terms of the equation, one by one") {
  const auto cooling = kind_of<Cooling>(
      R"({"kind": "free_cooling", "distribution": 0.05, "flow": 0.04, "steady_flow": 0.5, "free_below": "10 degC",
          "chilled_above": "30 degC", "water": "20 degC", "approach": "10 degC", "carnot_share": 0.5, "best_cop": 10,
          "design_outdoor": "35 degC", "derating": 0.1})");
  CHECK(cooling->pue({{}, 5, 1}) == Approx(1.09));
  CHECK(cooling->pue({{}, 5, 0.5}) == Approx(1.05 + 0.04 * (0.5 + 0.5 * 0.125) / 0.5));
  CHECK(cooling->pue({{}, 20, 1}) == Approx(1.09 + 0.5 / 10));                 // the best COP
  CHECK(cooling->pue({{}, 40, 1}) == Approx(1.09 + 1 / (0.5 * 293.15 / 30)));  // lift 40 + 10 - 20
  CHECK(cooling->capacity(35) == 1);
  CHECK(cooling->capacity(37) == Approx(0.8));
  CHECK(cooling->capacity(60) == 0);
}

TEST_CASE(
    "Free cooling of a Korean site: its PUE rises with the weather, and its year lies where large operators report") {
  const EnergyTerms terms = korea();
  double sum = 0;
  double last = 1;
  for (int hour = 0; hour < 365 * 24; ++hour) {
    sum += of_joule(terms, date("2027") + kHour * hour).facility_j;
  }
  for (double outdoor = -20; outdoor < 50; outdoor += 0.5) {
    const double pue = terms.cooling->pue({date("2027"), outdoor, 1});
    REQUIRE(pue >= last);
    last = pue;
  }
  fmt::print("PUE of a Gyeongsang year at full load: {:.3f}\n", sum / (365 * 24));
  CHECK(sum / (365 * 24) > 1.08);
  CHECK(sum / (365 * 24) < 1.3);
}

TEST_CASE("A week of July under the tariff of April 2026, by hand") {
  const auto tariff = kind_of<Tariff>(test::kKepco, test::facts_of("power.json"));
  double sum = 0;
  for (int hour = 0; hour < 168; ++hour) {
    sum += price(*tariff, date("2026-07-06") + kHour * hour);
  }
  const double weekday = 10 * 125.9 + 8 * 173.1 + 6 * 237.5;
  const double saturday = 10 * 125.9 + 14 * 173.1;
  const double sunday = 24 * 125.9;
  CHECK(sum == Approx(5 * weekday + saturday + sunday + 168 * (9 + 5)));
  CHECK(price(*tariff, date("2026-07-06") + 15 * kHour) == Approx(237.5 + 14));
  CHECK(price(*tariff, date("2026-07-06") + 21 * kHour) == Approx(173.1 + 14));
  CHECK(price(*tariff, date("2026-07-06") + 22 * kHour) == Approx(125.9 + 14));
}

TEST_CASE("Noon of a spring weekend costs half the energy price until the end of 2030") {
  const auto tariff = kind_of<Tariff>(test::kKepco, test::facts_of("power.json"));
  CHECK(price(*tariff, date("2027-04-04") + 12 * kHour) == Approx(125.9 / 2 + 14));  // a Sunday
  CHECK(price(*tariff, date("2027-04-03") + 12 * kHour) == Approx(143.2 / 2 + 14));
  CHECK(price(*tariff, date("2031-04-06") + 12 * kHour) == Approx(125.9 + 14));
}

TEST_CASE("A flat load under the tariff of April 2026 costs about 176 KRW/kWh, all charges in") {
  const scenario::Facts facts = test::facts_of("power.json");
  const auto tariff = kind_of<Tariff>(test::kKepco, facts);
  double sum = 0;
  for (int hour = 0; hour < 365 * 24; ++hour) {
    sum += price(*tariff, date("2027") + kHour * hour);
  }
  const double energy = sum / (365 * 24);
  const double demand = 12 * tariff->demand_charge(date("2027")) * 1000 / (365 * 24);
  fmt::print("flat load: energy {:.1f} + demand {:.1f} = {:.1f} KRW/kWh\n", energy - 14, demand, energy + demand);
  CHECK(demand == Approx(8190.0 * 12 / 8760));
  CHECK(energy + demand >= facts.at("kep.flat").low);
  CHECK(energy + demand <= facts.at("kep.flat").high);
  CHECK(energy + demand == Approx(facts.at("kep.flat").value).margin(1.5));
}

TEST_CASE("Demand is billed by the highest month of those that count in the twelve") {
  const auto tariff = kind_of<Tariff>(test::kKepco, test::facts_of("power.json"));
  const auto month = [](const char* text) { return base::month_of(date(text)); };
  CHECK(tariff->billed_demand({5}, month("2026-05")) == 5);
  CHECK(tariff->billed_demand({9, 5}, month("2026-05")) == 5);                                // April does not count
  CHECK(tariff->billed_demand({9, 5, 5}, month("2026-10")) == 9);                             // August does
  CHECK(tariff->billed_demand({9, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 5}, month("2027-07")) == 9);  // eleven months on
  CHECK(tariff->billed_demand({9, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 5}, month("2027-08")) == 5);
  const auto flat = kind_of<Tariff>(R"({"kind": "flat", "price": "100 KRW/kWh", "demand_charge": "1 KRW/kW/month"})");
  CHECK(flat->billed_demand({9, 5}, month("2026-08")) == 5);
  CHECK(flat->demand_charge(date("2026")) == Approx(1e-3));
}

TEST_CASE("A tariff with a month in no season, or hours that are none, is refused") {
  const auto problem = [](const std::string& months, const std::string& hours) {
    const test::Read<std::shared_ptr<const Tariff>> reading(fmt::format(
        R"({{"kind": "time_of_use", "seasons": [{{"months": [{}], "off_peak": "1 KRW/kWh", "mid_peak": "1 KRW/kWh", "peak": "1 KRW/kWh",
             "weekday": "{}", "saturday": "oooooooooooooooooooooooo", "sunday": "oooooooooooooooooooooooo"}}]}})",
        months, hours));
    return reading.issues.empty() ? "" : reading.issues.front().path + ": " + reading.issues.front().message;
  };
  const std::string all = "1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12";
  const std::string hours(24, 'o');
  CHECK(problem(all, hours).empty());
  CHECK(problem("1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11", hours) ==
        "x: month 12 must stand in exactly one of the \"seasons\"");
  CHECK(problem(all + ", 3", hours).empty());
  CHECK(problem(all, "ooo").starts_with("x.seasons[0].weekday: must be 24 letters"));
  CHECK(problem(all, std::string(24, 'x')).starts_with("x.seasons[0].weekday: must be 24 letters"));
}

TEST_CASE("Hourly carbon keeps the table's shape and the year's mean") {
  const scenario::Facts facts = test::facts_of("power.json");
  const auto raw = kind_of<Carbon>(R"({"kind": "hourly", "table": {"fact": "ci.hours.2023"}})", facts);
  const auto scaled = kind_of<Carbon>(
      R"({"kind": "hourly", "table": {"fact": "ci.hours.2023"}, "yearly_mean": "330 gCO2/kWh"})", facts);
  double sum = 0;
  double raw_sum = 0;
  for (int hour = 0; hour < 365 * 24; ++hour) {
    const base::SimTime at = date("2027") + kHour * hour;
    sum += intensity(*scaled, at);
    raw_sum += intensity(*raw, at);
    REQUIRE(intensity(*scaled, at) / intensity(*raw, at) == Approx(330 / 378.2).epsilon(1e-3));
  }
  CHECK(sum / 8760 == Approx(0.330));
  CHECK(raw_sum / 8760 == Approx(facts.at("ci.hours.2023").value / 1000).epsilon(1e-4));
  CHECK(intensity(*raw, date("2027-10-05") + 12 * kHour) ==
        Approx(0.3125));  // October noon, the cleanest hour of the year
}

TEST_CASE("What a job costs by the clock is what its hours cost one by one") {
  const EnergyTerms terms = korea();
  CostClock clock(terms, date("2026-12"));
  base::Stream stream{1, "cost_clock"};
  for (int round = 0; round < 100; ++round) {
    const base::SimTime from =
        date("2026-12") + base::Duration{static_cast<std::int64_t>(stream.below(40'000'000'000'000))};
    const base::SimTime to = from + base::Duration{static_cast<std::int64_t>(stream.below(1'000'000'000'000))};
    EnergyCost sum;
    for (base::SimTime at = from; at < to;) {
      const base::SimTime hour = std::chrono::floor<std::chrono::hours>(at);
      const base::SimTime end = std::min(to, hour + kHour);
      sum = sum + of_joule(terms, hour) * (700 * static_cast<double>((end - at).count()) / 1e6);
      at = end;
    }
    const EnergyCost cost = clock.of(700, from, to);
    REQUIRE(cost.facility_j == Approx(sum.facility_j).epsilon(1e-9).margin(1e-3));
    REQUIRE(cost.krw == Approx(sum.krw).epsilon(1e-9).margin(1e-6));
    REQUIRE(cost.co2_kg == Approx(sum.co2_kg).epsilon(1e-9).margin(1e-9));
  }
}

TEST_CASE("The clock goes by local time, may be asked in any order and refuses dates before its start") {
  const EnergyTerms terms{.tariff = kind_of<Tariff>(test::kKepco, test::facts_of("power.json")),
                          .utc_offset = std::chrono::hours{9}};
  CostClock clock(terms, date("2026-07-06"));
  const base::SimTime local_peak = date("2026-07-06") + 6 * kHour;  // 15 h in Korea
  CHECK(clock.of(1000, local_peak, local_peak + kHour).krw == Approx(237.5 + 14));
  const EnergyCost late = clock.at(date("2028"));
  CHECK(clock.at(local_peak).krw < late.krw);
  CHECK(clock.at(date("2028")).krw == late.krw);
  CHECK(clock.of(1000, local_peak, local_peak + kHour).facility_j == Approx(kPerKwh));
  CHECK_THROWS_AS(clock.at(date("2026-07-05")), base::LogicError);
}

TEST_CASE("Twelve figures are read from a list or from a fact with values, never from fewer") {
  const scenario::Facts facts = test::facts_of("power.json");
  CHECK(test::Read<Climate>(R"({"monthly_mean": {"fact": "temp.jl"}})", facts).issues.empty());
  const auto problem = [&](const std::string& text) {
    const test::Read<Climate> reading(text, facts);
    return reading.issues.empty() ? "" : reading.issues.front().path + ": " + reading.issues.front().message;
  };
  CHECK(problem(R"({"monthly_mean": ["1 degC"]})") ==
        "x.monthly_mean: must be a list of 12 quantities, or {\"fact\": id} of a fact with 12 \"values\"");
  CHECK(problem(R"({"monthly_mean": {"fact": "ci.2023"}})") ==
        "x.monthly_mean: fact \"ci.2023\" has 0 \"values\"; this takes 12");
  CHECK(problem(R"({"monthly_mean": {"fact": "ci.hours.2023"}})") ==
        "x.monthly_mean: fact \"ci.hours.2023\" has 288 \"values\"; this takes 12");
}
