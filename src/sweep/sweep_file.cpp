#include <algorithm>
#include <limits>
#include <set>

#include <fmt/format.h>

#include "aibelt/metrics/belt_kpis.hpp"
#include "design/kinds.hpp"
#include "scenario_trial.hpp"

namespace aibelt::sweep {
namespace {

using scenario::child_path;
using scenario::Json;

std::vector<std::string> kpi_names() {
  std::vector<std::string> names;
  for (const metrics::Kpi& kpi : metrics::belt_kpis(metrics::Curves({}, {}))) {
    names.push_back(kpi.name);
  }
  return names;
}

std::string count_text(std::uint64_t n) {
  return n == std::numeric_limits<std::uint64_t>::max() ? "more than 10^19" : fmt::format("{}", n);
}

class SweepReader {
 public:
  SweepReader(const scenario::Document& document, const std::vector<std::string>& overrides, const Probe& probe,
              base::Issues& issues)
      : reader_(document, issues), overrides_(overrides), probe_(probe), issues_(issues) {}

  Sweep read() {
    const Json& root = reader_.document().root;
    read_fields(reader_, root, "", SweepText::fields(), text_, {"$schema"});
    ground_ = load_ground(reader_, text_, overrides_, probe_, issues_);
    check_overrides();
    Sweep sweep;
    sweep.name = std::filesystem::path(reader_.document().file).stem().string();
    sweep.title = text_.title;
    sweep.scenario = text_.scenario.path;
    sweep.set = ground_.set;
    sweep.replications = static_cast<std::uint64_t>(text_.replications);
    sweep.seed = text_.seed.value_or(ground_.scenario ? ground_.scenario->seed : 1);
    sweep.kpis = read_kpis();
    sweep.curves = text_.curves;
    sweep.keep_runs = text_.keep_runs;
    check_curves();
    read_factors_of(sweep);
    read_layout(sweep, root);
    return sweep;
  }

 private:
  void check_overrides() {
    for (const std::string& assignment : overrides_) {
      if (assignment.starts_with("seed=")) {
        issues_.push_back(
            {"--set " + assignment, "", "the sweep gives every run its seed; write \"seed\" in its file"});
      }
    }
  }

  std::vector<WantedKpi> read_kpis() {
    const std::vector<std::string> names = kpi_names();
    std::vector<WantedKpi> kpis;
    std::set<std::string> seen;
    for (std::size_t i = 0; i < text_.kpis.size(); ++i) {
      const std::string& text = text_.kpis[i];
      const std::string path = child_path("kpis", i);
      const std::size_t at = text.find('@');
      kpis.push_back({text.substr(0, at), at == std::string::npos ? "" : text.substr(at + 1)});
      const WantedKpi& kpi = kpis.back();
      if (std::find(names.begin(), names.end(), kpi.kpi) == names.end()) {
        reader_.report(path, fmt::format("there is no KPI \"{}\"{}; \"aibelt list kpis\" shows all", kpi.kpi,
                                         scenario::did_you_mean(kpi.kpi, names)));
      }
      if (at != std::string::npos) {
        check_time(kpi.at, path);
      }
      if (!seen.insert(text).second) {
        reader_.report(path, fmt::format("\"{}\" stands here twice; keep one of the two", text));
      }
    }
    return kpis;
  }

  void check_time(const std::string& at, const std::string& path) {
    const auto from = ground_.scenario ? ground_.scenario->from : base::SimTime{};
    const auto to = ground_.scenario ? ground_.scenario->to : base::SimTime{};
    if (const std::string why = scenario::why_not_in_run(at, from, to); !why.empty()) {
      reader_.report(path, why);
    }
  }

  void check_curves() {
    if (!ground_.scenario || !probe_.series || text_.curves.empty()) {
      return;
    }
    const metrics::Curves curves(probe_.series(*ground_.scenario), {});
    for (std::size_t i = 0; i < text_.curves.size(); ++i) {
      if (curves.find(text_.curves[i].wanted()).empty()) {
        explain_no_curve(curves, text_.curves[i], child_path("curves", i));
      }
    }
  }

  /// Names the first key that no curve has, or else says that none has all of them.
  void explain_no_curve(const metrics::Curves& curves, const WantedCurve& wanted, const std::string& path) {
    struct Key {
      const char* name;
      const std::string& wanted;
      std::string record::Series::*member;
    };
    for (const Key& key : {Key{"stage", wanted.stage, &record::Series::stage},
                           {"place", wanted.place, &record::Series::place},
                           {"item", wanted.item, &record::Series::item},
                           {"measure", wanted.measure, &record::Series::measure},
                           {"unit", wanted.unit, &record::Series::unit}}) {
      std::set<std::string> known;
      for (const metrics::Curve& curve : curves.all()) {
        known.insert(curve.series.*key.member);
      }
      if (!key.wanted.empty() && !known.contains(key.wanted)) {
        reader_.report(child_path(path, key.name),
                       fmt::format("no curve of the scenario has the {} \"{}\"{}", key.name, key.wanted,
                                   scenario::did_you_mean(key.wanted, {known.begin(), known.end()})));
        return;
      }
    }
    reader_.report(path, "fits no curve of the scenario; each key is in some, but no curve has them all");
  }

  void read_factors_of(Sweep& sweep) {
    KnownFacts known;
    if (ground_.document) {
      known.facts = &ground_.document->facts;
    }
    if (ground_.scenario) {
      known.cited = cited_facts(*ground_.scenario, *known.facts);
    }
    std::vector<PlacedFactor> placed = read_factors(reader_, text_, known);
    check_overlaps(reader_, placed, ground_.set_paths);
    if (ground_.document) {
      round_whole_ones(placed, ground_, probe_);
      try_levels(reader_, placed, ground_, probe_);
    }
    for (PlacedFactor& one : placed) {
      sweep.factors.push_back(std::move(one.factor));
    }
  }

  void read_layout(Sweep& sweep, const Json& root) {
    const Json written = root.value("design", Json(kDefaultDesign));
    if (root.contains("design") && text_.design == nullptr) {
      return;  // reported as it was read
    }
    sweep.layout.written = written.is_string() ? Json{{"kind", written}} : written;
    sweep.layout.kind = sweep.layout.written["kind"];
    sweep.layout.design = text_.design != nullptr ? text_.design : default_design();
    sweep.layout.frame.seed = static_cast<std::uint64_t>(sweep.seed);
    for (const Factor& factor : sweep.factors) {
      sweep.layout.frame.axes.push_back(factor.axis());
    }
    const bool varies = !text_.factors.empty() || text_.from_facts.is_all || !text_.from_facts.ids.empty();
    if (!varies && (sweep.replications == 1 || sweep.layout.kind != kDefaultDesign)) {
      reader_.report("", "there is nothing to vary; add \"factors\" or \"from_facts\"");
    }
    if (!varies || !sweep.factors.empty()) {
      sweep.layout.design->check(reader_, "design", sweep.layout.frame);
    }
    check_size(sweep);
  }

  void check_size(const Sweep& sweep) {
    const std::uint64_t n_points = sweep.n_design_points();
    if (times(n_points, sweep.replications) > kMostRuns) {
      reader_.report(
          "design",
          fmt::format("makes {} points, each run {}; a sweep has at most {} runs. Take fewer levels, "
                      "points or replications, a sampled design such as latin_hypercube in place of "
                      "every combination, or several sweeps",
                      count_text(n_points),
                      sweep.replications == 1 ? "once" : count_text(sweep.replications) + " times", kMostRuns));
    }
  }

  scenario::Reader reader_;
  const std::vector<std::string>& overrides_;
  const Probe& probe_;
  base::Issues& issues_;
  SweepText text_;
  Ground ground_;
};

}  // namespace

std::optional<Sweep> read_sweep(const std::filesystem::path& file, const std::vector<std::string>& overrides,
                                const Probe& probe, base::Issues& issues) {
  const std::size_t issues_before = issues.size();
  auto source = scenario::read_json_file(file, issues);
  if (!source) {
    return std::nullopt;
  }
  const scenario::Document document{file.string(), std::move(source->root), std::move(source->positions), {}};
  if (!document.root.is_object()) {
    issues.push_back({file.string(), "", "a sweep file is a JSON object, { … }", 1, 1});
    return std::nullopt;
  }
  Sweep sweep = SweepReader(document, overrides, probe, issues).read();
  return issues.size() == issues_before ? std::optional(std::move(sweep)) : std::nullopt;
}

}  // namespace aibelt::sweep
