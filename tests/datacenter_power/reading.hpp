#pragma once

#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <stdexcept>
#include <string>

#include "aibelt/base/issue.hpp"
#include "aibelt/scenario/codec.hpp"
#include "aibelt/scenario/document.hpp"
#include "aibelt/scenario/facts.hpp"

namespace aibelt::test {

/// The facts of the project's file `scenarios/data/<name>`.
inline scenario::Facts facts_of(const std::string& name) {
  std::ifstream stream(std::filesystem::path(AIBELT_SOURCE_DIR) / "scenarios/data" / name);
  base::Issues issues;
  scenario::Facts facts;
  const auto source = scenario::parse_json(std::string{std::istreambuf_iterator<char>(stream), {}}, name, issues);
  if (source) {
    scenario::add_facts(*source, name, facts, issues);
  }
  if (!issues.empty()) {
    throw std::runtime_error(base::to_text(issues.front()));
  }
  return facts;
}

/// A value read from JSON text, and what is wrong with it.
template <class T>
struct Read {
  T value{};
  base::Issues issues;

  explicit Read(const std::string& text, scenario::Facts facts = {}) {
    const scenario::Document document{.file = "s.json", .facts = std::move(facts)};
    scenario::Reader reader(document, issues);
    scenario::FieldInfo info{.name = "x"};
    scenario::Codec<T>::describe(info);
    scenario::Codec<T>::read(reader, scenario::Json::parse(text), "x", info, value);
  }
};

/// The value; std::runtime_error when anything is wrong.
template <class T>
T read(const std::string& text, scenario::Facts facts = {}) {
  Read<T> reading(text, std::move(facts));
  if (!reading.issues.empty()) {
    throw std::runtime_error(base::to_text(reading.issues.front()));
  }
  return reading.value;
}

inline base::SimTime date(const char* text) { return base::parse_date(text).value(); }

/// KEPCO industrial (B), high voltage B, option III, as of 16 April 2026, on the facts of power.json; the hours of Saturdays, Sundays
/// and winter are the older ones.
inline const std::string kKepco = R"({
  "kind": "time_of_use",
  "seasons": [
    { "months": [6, 7, 8],
      "off_peak": { "fact": "kep.su", "pick": "low" }, "mid_peak": { "fact": "kep.su" }, "peak": { "fact": "kep.su", "pick": "high" },
      "weekday": "oooooooommmmmmmppppppmoo", "saturday": "oooooooommmmmmmmmmmmmmoo", "sunday": "oooooooooooooooooooooooo" },
    { "months": [3, 4, 5, 9, 10],
      "off_peak": { "fact": "kep.sf", "pick": "low" }, "mid_peak": { "fact": "kep.sf" }, "peak": { "fact": "kep.sf", "pick": "high" },
      "weekday": "oooooooommmmmmmppppppmoo", "saturday": "oooooooommmMMMmmmmmmmmoo", "sunday": "oooooooooooOOOoooooooooo",
      "discount": 0.5 },
    { "months": [11, 12, 1, 2],
      "off_peak": { "fact": "kep.wi", "pick": "low" }, "mid_peak": { "fact": "kep.wi" }, "peak": { "fact": "kep.wi", "pick": "high" },
      "weekday": "oooooooompppmmmmpppmmmoo", "saturday": "oooooooommmmmmmmmmmmmmoo", "sunday": "oooooooooooooooooooooooo" }
  ],
  "discount_until": "2031-01",
  "climate_charge": { "fact": "kep.climate" }, "fuel_charge": { "fact": "kep.fuel" },
  "demand_charge": { "fact": "kep.base" }, "charge_months": [12, 1, 2, 7, 8, 9]
})";

}  // namespace aibelt::test
