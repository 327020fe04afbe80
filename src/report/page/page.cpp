#include "aibelt/report/page.hpp"

#include <algorithm>
#include <cctype>
#include <set>

#include <fmt/format.h>

#include "aibelt/base/version.hpp"
#include "content.hpp"
#include "figures_of_run.hpp"
#include "side_by_side.hpp"

namespace aibelt::report {
namespace {

using Maker = std::optional<Figure> (*)(const RunView&);

void add(std::vector<Section>& sections, std::string id, Text title, const RunView& run,
         std::initializer_list<Maker> makers) {
  Section section{std::move(id), std::move(title), {}};
  for (const Maker make : makers) {
    if (auto figure = make(run)) {
      section.figures.push_back(std::move(*figure));
    }
  }
  if (!section.figures.empty()) {
    sections.push_back(std::move(section));
  }
}

std::vector<Section> run_sections(const RunView& run) {
  std::vector<Section> sections;
  add(sections, "overview", say("At a glance"), run, {kpi_table, binding_table, binding_strip});
  add(sections, "supply", say("Supply and demand"), run, {supply_and_demand, gap, cumulative_gap, services});
  add(sections, "sites", say("Sites and power"), run, {site_power, site_racks, clusters});
  add(sections, "goods", say("Goods on their way"), run, {goods_flow, stock_and_work, belt_map});
  add(sections, "time", say("What happens when"), run, {timeline});
  add(sections, "sources", say("Figures and where they come from"), run, {facts, assumptions, stated});
  return sections;
}

std::string text_at(const scenario::Json& json, const char* key) {
  const auto found = json.find(key);
  return found != json.end() && found->is_string() ? found->get<std::string>() : "";
}

PageJson run_json(const RunView& view) {
  const PastRun& run = view.run();
  const auto list_at = [&](const char* key, const PageJson& otherwise) {
    const auto found = run.provenance.find(key);
    return found == run.provenance.end() ? otherwise : PageJson(*found);
  };
  return {{"name", view.name()},
          {"scenario", run.scenario},
          {"title", run.title},
          {"hash", text_at(run.provenance, "scenario_hash")},
          {"seed", run.seed},
          {"version", text_at(run.summary, "version")},
          {"from", base::to_date_text(view.from())},
          {"to", base::to_date_text(view.to())},
          {"overrides", list_at("overrides", PageJson::array())},
          {"counts", list_at("counts", PageJson::object())}};
}

void identify(const RunView& view, std::vector<std::pair<Text, Text>>& identity) {
  const PastRun& run = view.run();
  identity.emplace_back(say("run"), raw(view.name()));
  identity.emplace_back(say("question"), raw(run.title));
  identity.emplace_back(say("period"), say("{} to {}", {raw(base::to_text(run.from)),
                                                        raw(base::to_text(view.months().at(run.n_months - 1)))}));
  identity.emplace_back(say("seed"), raw(std::to_string(run.seed)));
  identity.emplace_back(say("scenario hash"), raw(text_at(run.provenance, "scenario_hash")));
  identity.emplace_back(say("aibelt"), raw(text_at(run.summary, "version")));
  std::string overrides;
  const auto found = run.provenance.find("overrides");
  for (const auto& one : found == run.provenance.end() ? scenario::Json::array() : *found) {
    overrides += (overrides.empty() ? "" : ", ") + one.get<std::string>();
  }
  if (!overrides.empty()) {
    identity.emplace_back(say("set for this run"), raw(overrides));
  }
}

/// The names of the scenarios, `name 2` and so on where several are alike.
std::vector<std::string> names_of(const std::vector<PastRun>& runs) {
  std::vector<std::string> names;
  std::set<std::string> taken;
  for (const PastRun& run : runs) {
    std::string name = run.scenario;
    for (int i = 2; !taken.insert(name).second; ++i) {
      name = fmt::format("{} {}", run.scenario, i);
    }
    names.push_back(name);
  }
  return names;
}

/// Gives what belongs to one of several runs ids and titles of its own.
void mark(std::vector<Section>& sections, const RunView& run, std::size_t number) {
  for (Section& section : sections) {
    section.id = fmt::format("run-{}-{}", number + 1, section.id);
    section.title = say("{}: {}", {raw(run.name()), section.title});
    for (Figure& figure : section.figures) {
      figure.id = fmt::format("run-{}-{}", number + 1, figure.id);
      figure.is_essential = false;
    }
  }
}

}  // namespace

Page::Page(std::unique_ptr<Content> content) : content_(std::move(content)) {}
Page::Page(Page&& other) noexcept = default;
Page& Page::operator=(Page&& other) noexcept = default;
Page::~Page() = default;

Page Page::of_runs(const std::vector<PastRun>& runs, const std::string& title) {
  auto content = std::make_unique<Content>();
  const auto names = names_of(runs);
  RunViews views;
  for (std::size_t i = 0; i < runs.size(); ++i) {
    views.emplace_back(runs[i], names[i]);
    content->runs.push_back(run_json(views.back()));
    identify(views.back(), content->identity);
  }
  const bool is_one = runs.size() == 1;
  content->kind = is_one ? "run" : "runs";
  content->title = !title.empty() ? title : is_one ? runs.front().scenario : fmt::format("{}", fmt::join(names, " | "));
  if (!is_one) {
    content->sections.push_back({"compare", say("Side by side"), side_by_side(views)});
  }
  for (std::size_t i = 0; i < views.size(); ++i) {
    auto sections = run_sections(views[i]);
    if (!is_one) {
      mark(sections, views[i], i);
    }
    std::move(sections.begin(), sections.end(), std::back_inserter(content->sections));
  }
  return Page(std::move(content));
}

Page Page::of_sweep(const SweepResults& sweep, const std::string& title) {
  auto content = std::make_unique<Content>();
  content->kind = "sweep";
  content->title = !title.empty() ? title : sweep.title.empty() ? sweep.name : sweep.title;
  const auto failed = std::count_if(sweep.runs.begin(), sweep.runs.end(),
                                    [](const SweepResults::Run& run) { return run.status == "failed"; });
  PageJson factors = PageJson::array();
  PageJson kpis = PageJson::array();
  for (const SweepResults::Factor& factor : sweep.factors) {
    factors.push_back(factor.name);
  }
  for (const SweepResults::Figure& figure : sweep.figures) {
    kpis.push_back(figure.name);
  }
  content->sweep = {{"name", sweep.name}, {"scenario", sweep.scenario},    {"hash", sweep.hash},
                    {"seed", sweep.seed}, {"version", sweep.version},      {"points", sweep.runs.size()},
                    {"failed", failed},   {"factors", std::move(factors)}, {"kpis", std::move(kpis)}};
  content->identity = {{say("sweep"), raw(sweep.name)},
                       {say("question"), raw(sweep.title)},
                       {say("scenario"), raw(sweep.scenario)},
                       {say("runs"), raw(std::to_string(sweep.runs.size()))},
                       {say("failed"), raw(std::to_string(failed))},
                       {say("seed"), raw(std::to_string(sweep.seed))},
                       {say("scenario hash"), raw(sweep.hash)},
                       {say("aibelt"), raw(sweep.version)}};
  content->sections = sweep_sections(sweep);
  return Page(std::move(content));
}

}  // namespace aibelt::report
