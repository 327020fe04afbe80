#include "sweep_setup.hpp"

#include <set>
#include <utility>

#include <fmt/format.h>

#include "aibelt/base/error.hpp"
#include "aibelt/base/version.hpp"
#include "aibelt/engine/engine.hpp"
#include "exit.hpp"
#include "outcome.hpp"

namespace aibelt::cli {
namespace {

using scenario::Json;

Json factor_json(const sweep::Factor& factor) {
  Json json = {{"name", factor.name}, {"path", factor.path}};
  if (factor.range) {
    json["low"] = factor.range->low;
    json["high"] = factor.range->high;
    json["mode"] = factor.range->mode;
    json["sd"] = factor.range->sd;
    json["spread"] = static_cast<int>(factor.range->spread);
    json["unit"] = factor.range->unit;
  } else {
    json["values"] = factor.values;
  }
  return json;
}

/// All that results depend on but the scenario itself, without paths of this machine.
Json description_of(const sweep::Sweep& sweep) {
  Json factors = Json::array();
  for (const sweep::Factor& factor : sweep.factors) {
    factors.push_back(factor_json(factor));
  }
  Json json = asked_json(sweep.kpis, sweep.curves);
  json["layout"] = to_json(sweep.layout);
  json["factors"] = factors;
  json["set"] = sweep.set;
  json["replications"] = sweep.replications;
  json["seed"] = sweep.seed;
  json["keep_runs"] = sweep.keep_runs;
  return json;
}

std::filesystem::path whole_path(const std::filesystem::path& path) {
  std::error_code error;
  const std::filesystem::path whole = std::filesystem::absolute(path, error).lexically_normal();
  return error ? path : whole;
}

Json source_json(const SweepSource& source) {
  const std::filesystem::path file = whole_path(source.file);
  Json json = {{"file", file.string()}, {"set", source.overrides}};
  if (!source.folder.empty()) {
    json["from_here"] = file.lexically_relative(whole_path(source.folder)).string();
  }
  if (source.seed) {
    json["seed"] = *source.seed;
  }
  return json;
}

sweep::Stamp stamp_of(const sweep::Sweep& sweep, const scenario::Document& base, const SweepSource& source) {
  sweep::Stamp stamp{.name = sweep.name,
                     .title = sweep.title,
                     .sweep = description_of(sweep).dump(),
                     .source = source_json(source).dump(),
                     .scenario_hash = hash_of(base),
                     .version = std::string(base::version()),
                     .asked = {},
                     .replications = sweep.replications,
                     .factors = {}};
  Json asked = asked_json(sweep.kpis, sweep.curves);
  asked["keep_runs"] = sweep.keep_runs;
  stamp.asked = asked.dump();
  for (const sweep::Factor& factor : sweep.factors) {
    stamp.factors.push_back({factor.name, factor.path, factor.range ? factor.range->unit : ""});
  }
  return stamp;
}

/// What a run of the scenario may write down, by entities and by what their rows add up to.
std::vector<record::Series> series_of(const scenario::Scenario& scenario) {
  record::MemorySink nothing;
  nothing.declare(engine::build(scenario).series);
  const Outcome outcome = outcome_of(scenario, nothing);
  std::vector<record::Series> series = nothing.series();
  for (const metrics::Curve& curve : outcome.belt) {
    series.push_back(curve.series);
  }
  return series;
}

std::vector<std::string> expectations_of(const SweepSetup& setup) {
  base::Issues issues;
  scenario::Document document = setup.base;
  for (const std::string& assignment : setup.sweep.set) {
    scenario::apply_override(document, assignment, issues);
  }
  std::vector<std::string> names;
  for (const scenario::Expectation& expectation :
       scenario::read_what_is_readable(document, engine::catalogue(), issues).expect) {
    names.push_back(name_of(expectation));
  }
  return names;
}

sweep::Probe probe() {
  return {[](const scenario::Document& document, base::Issues& issues) { return engine::load(document, issues); },
          series_of};
}

}  // namespace

Asked SweepSetup::asked(const sweep::Folder& folder) const {
  Asked asked{sweep.kpis, sweep.curves};
  if (sweep.keep_runs) {
    asked.run_folder = [&folder](const sweep::Point& point) { return folder.run_path(point); };
  }
  return asked;
}

std::string hash_of(const scenario::Document& document) {
  base::Issues issues;
  return scenario::read_what_is_readable(document, engine::catalogue(), issues).hash;
}

Json asked_json(const std::vector<sweep::WantedKpi>& kpis, const std::vector<sweep::WantedCurve>& curves) {
  Json json = {{"kpis", Json::array()}, {"curves", Json::array()}};
  for (const sweep::WantedKpi& kpi : kpis) {
    json["kpis"].push_back(kpi.name());
  }
  for (const sweep::WantedCurve& curve : curves) {
    json["curves"].push_back({curve.stage, curve.place, curve.item, curve.measure, curve.unit});
  }
  return json;
}

std::optional<SweepSetup> set_up(const SweepSource& source) {
  base::Issues issues;
  auto sweep = sweep::read_sweep(source.file, source.overrides, probe(), issues);
  print_issues(issues, source.file);
  if (!sweep) {
    return std::nullopt;
  }
  if (source.seed) {
    sweep->seed = *source.seed;
    sweep->layout.frame.seed = static_cast<std::uint64_t>(*source.seed);
  }
  auto base = scenario::load_document(sweep->scenario, {}, issues);
  base::ensure(base.has_value(), "a sweep was read whose scenario cannot be");
  sweep::Stamp stamp = stamp_of(*sweep, *base, source);
  SweepSetup setup{std::move(*sweep), std::move(*base), {}, std::move(stamp)};
  setup.expectations = expectations_of(setup);
  return setup;
}

std::optional<SweepSetup> set_up_again(const std::filesystem::path& folder) {
  const Json description = sweep::read_description(folder);
  SweepSource source;
  source.folder = folder.string();
  try {
    const Json& from = description.at("source");
    const auto moved = whole_path(folder) / from.value("from_here", "");
    std::error_code error;
    const bool is_there = from.contains("from_here") && std::filesystem::is_regular_file(moved, error);
    source.file = is_there ? moved.lexically_normal().string() : from.at("file").get<std::string>();
    source.overrides = from.at("set").get<std::vector<std::string>>();
    if (from.contains("seed")) {
      source.seed = from.at("seed").get<std::int64_t>();
    }
  } catch (const Json::exception&) {
    throw base::IoError(
        (folder / "sweep.json").string(),
        "does not say which sweep file it came from, as sweep --out does; it is another command's folder, "
        "or it is damaged");
  }
  return set_up(source);
}

}  // namespace aibelt::cli
