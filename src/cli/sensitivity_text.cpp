#include "sensitivity_text.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "aibelt/report/csv_sink.hpp"
#include "table.hpp"

namespace aibelt::cli {
namespace {

using sweep::Estimate;
using sweep::FactorRank;
using sweep::KpiSensitivity;
using sweep::Measure;
using Cells = std::vector<std::string>;

constexpr std::size_t kBarWidth = 20;

/// Shares and coefficients; the others are in the unit of the KPI.
bool is_share(const std::string& measure) {
  return measure != "swing" && !measure.starts_with("mu") && measure != "sigma";
}

std::string number_text(const std::string& measure, double value) {
  if (is_share(measure)) {
    return fmt::format("{:.3f}", std::abs(value) < 5e-4 ? 0.0 : value);
  }
  return std::abs(value) < 1 ? fmt::format("{:.3g}", value) : short_number(value);
}

std::string interval_text(const Measure& measure) {
  if (!measure.estimate.interval) {
    return "";
  }
  return fmt::format("{} to {}{}", number_text(measure.name, measure.estimate.interval->low),
                     number_text(measure.name, measure.estimate.interval->high),
                     measure.estimate.may_be_zero() ? " *" : "");
}

bool has_intervals(const KpiSensitivity& kpi, std::size_t measure) {
  return std::ranges::any_of(kpi.ranks, [&](const FactorRank& rank) {
    return measure < rank.measures.size() && rank.measures[measure].estimate.interval;
  });
}

/// `12 d: 1.20 M` of each level, the base first.
std::string levels_text(const FactorRank& rank) {
  constexpr std::size_t kMost = 5;
  std::string text;
  for (std::size_t i = 0; i < std::min(kMost, rank.excursions.size()); ++i) {
    const sweep::Excess& one = rank.excursions[i];
    const std::string kpi = std::isfinite(one.kpi) ? number_text("swing", one.kpi) : "no result";
    text += fmt::format("{}{}: {}", i == 0 ? "base " : ", ", one.level, kpi);
  }
  return rank.excursions.size() > kMost ? text + fmt::format(", {} more", rank.excursions.size() - kMost) : text;
}

std::string bar(const FactorRank& rank, double largest) {
  const double share = largest > 0 ? std::abs(rank.measures.front().estimate.value) / largest : 0;
  return std::string(static_cast<std::size_t>(std::lround(share * kBarWidth)), '#');
}

/// The row with the most measures, whose names head the table.
const FactorRank& fullest(const KpiSensitivity& kpi) {
  return *std::ranges::max_element(kpi.ranks, {}, [](const FactorRank& rank) { return rank.measures.size(); });
}

/// A measure under its heading; where a factor has another one, its name goes with it.
Cells measure_cells(const KpiSensitivity& kpi, const FactorRank& rank) {
  const std::vector<Measure>& headings = fullest(kpi).measures;
  Cells cells;
  for (std::size_t i = 0; i < headings.size(); ++i) {
    const bool is_there = i < rank.measures.size();
    std::string cell = is_there ? number_text(rank.measures[i].name, rank.measures[i].estimate.value) : "";
    if (is_there && rank.measures[i].name != headings[i].name) {
      cell = rank.measures[i].name + " " + cell;
    }
    cells.push_back(std::move(cell));
    if (has_intervals(kpi, i)) {
      cells.push_back(is_there ? interval_text(rank.measures[i]) : "");
    }
  }
  return cells;
}

std::vector<Cells> rows_of(const KpiSensitivity& kpi, const TableOptions& options) {
  Cells heading = {"factor"};
  const std::vector<Measure>& measures = fullest(kpi).measures;
  for (std::size_t i = 0; i < measures.size(); ++i) {
    heading.push_back(measures[i].name);
    if (has_intervals(kpi, i)) {
      heading.push_back(fmt::format("{:g} % interval", 100 * options.level));
    }
  }
  heading.insert(heading.end(), {"", ""});
  std::vector<Cells> rows = {heading};
  const double largest = std::abs(kpi.ranks.front().measures.front().estimate.value);
  const std::size_t n = options.top == 0 ? kpi.ranks.size() : std::min(options.top, kpi.ranks.size());
  for (std::size_t i = 0; i < n; ++i) {
    const FactorRank& rank = kpi.ranks[i];
    Cells row = {rank.factor};
    const Cells cells = measure_cells(kpi, rank);
    row.insert(row.end(), cells.begin(), cells.end());
    row.push_back(rank.measures.empty() ? "" : bar(rank, largest));
    const std::string levels = levels_text(rank);
    row.push_back(levels + (levels.empty() || rank.note.empty() ? "" : "; ") + rank.note);
    rows.push_back(std::move(row));
  }
  return rows;
}

std::string kpi_text(const KpiSensitivity& kpi, const TableOptions& options) {
  std::string text = fmt::format("{} [{}]: {}; mean {}, standard deviation {} over {} points\n", kpi.kpi, kpi.unit,
                                 kpi.method, number_text("swing", kpi.points.mean()),
                                 number_text("swing", kpi.points.standard_deviation()), kpi.points.count());
  if (kpi.has_ranks()) {
    const auto rows = rows_of(kpi, options);
    text += text_table(rows, rows.front().size() - 2);
  } else {
    text += "nothing can be said: " + (kpi.ranks.empty() ? "there are no factors" : kpi.ranks.front().note) + "\n";
  }
  if (options.top != 0 && kpi.has_ranks() && kpi.ranks.size() > options.top) {
    const std::size_t n_more = kpi.ranks.size() - options.top;
    text += fmt::format("({} more factor{}: --top 0)\n", n_more, n_more == 1 ? "" : "s");
  }
  for (const std::string& note : kpi.notes) {
    text += "- " + note + "\n";
  }
  return text;
}

bool shows_zero(const std::vector<KpiSensitivity>& found) {
  return std::ranges::any_of(found, [](const KpiSensitivity& kpi) {
    return std::ranges::any_of(kpi.ranks, [](const FactorRank& rank) {
      return std::ranges::any_of(rank.measures, [](const Measure& one) { return one.estimate.may_be_zero(); });
    });
  });
}

std::string end_of_csv_row(const std::string& measure, const std::string& level, double value) {
  return fmt::format("{},{},{}", measure, report::csv_field(level),
                     std::isfinite(value) ? fmt::format("{}", value) : "");
}

std::string csv_row(const KpiSensitivity& kpi, std::size_t position, const Measure& measure) {
  const FactorRank& rank = kpi.ranks[position];
  const auto& interval = measure.estimate.interval;
  return fmt::format(
      "{},{},{},{},{},{},{},{},{},{}\n", report::csv_field(kpi.kpi), report::csv_field(kpi.unit), position + 1,
      report::csv_field(rank.factor), end_of_csv_row(measure.name, "", measure.estimate.value + 0.0),
      interval ? fmt::format("{}", interval->low + 0.0) : "", interval ? fmt::format("{}", interval->high + 0.0) : "",
      interval ? (measure.estimate.may_be_zero() ? "yes" : "no") : "", rank.n, report::csv_field(rank.note));
}

scenario::Json json_of(const Measure& measure) {
  scenario::Json json = {{"measure", measure.name}, {"value", measure.estimate.value}};
  if (measure.estimate.interval) {
    json["interval"] = {measure.estimate.interval->low, measure.estimate.interval->high};
    json["may_be_zero"] = measure.estimate.may_be_zero();
  }
  return json;
}

scenario::Json json_of(const FactorRank& rank) {
  scenario::Json json = {{"factor", rank.factor}, {"n", rank.n}, {"measures", scenario::Json::array()}};
  for (const Measure& measure : rank.measures) {
    json["measures"].push_back(json_of(measure));
  }
  for (const sweep::Excess& one : rank.excursions) {
    json["levels"].push_back({{"level", one.level}, {"kpi", one.kpi}});
  }
  if (!rank.note.empty()) {
    json["note"] = rank.note;
  }
  return json;
}

}  // namespace

std::string sensitivity_table(const sweep::PastSweep& past, const std::vector<KpiSensitivity>& found,
                              const TableOptions& options) {
  std::string text = fmt::format("{}{}{}: {}, {} points{}\n", past.name, past.title.empty() ? "" : ": ", past.title,
                                 past.layout.kind, past.layout.n_points(),
                                 past.n_replications > 1 ? fmt::format(" × {} replications", past.n_replications) : "");
  if (past.n_failed > 0) {
    text += fmt::format("{} runs failed\n", past.n_failed);
  }
  Cells constant;
  for (const KpiSensitivity& kpi : found) {
    if (kpi.is_constant()) {
      constant.push_back(kpi.kpi);
    } else {
      text += "\n" + kpi_text(kpi, options);
    }
  }
  if (!constant.empty()) {
    text += fmt::format("\nalike at all points: {}\n", fmt::join(constant, ", "));
  }
  return text + (shows_zero(found) ? "\n* the interval holds 0: it may be nothing\n" : "");
}

std::string sensitivity_csv(const std::vector<KpiSensitivity>& found) {
  std::string text = "kpi,unit,rank,factor,measure,level,value,low,high,may_be_zero,n,note\n";
  for (const KpiSensitivity& kpi : found) {
    for (std::size_t i = 0; i < kpi.ranks.size(); ++i) {
      for (const Measure& measure : kpi.ranks[i].measures) {
        text += csv_row(kpi, i, measure);
      }
      for (const sweep::Excess& one : kpi.ranks[i].excursions) {
        text += fmt::format("{},{},{},{},{},,,,{},\n", report::csv_field(kpi.kpi), report::csv_field(kpi.unit), i + 1,
                            report::csv_field(kpi.ranks[i].factor), end_of_csv_row("kpi", one.level, one.kpi),
                            kpi.ranks[i].n);
      }
      if (kpi.ranks[i].measures.empty()) {
        text +=
            fmt::format("{},{},{},{},,,,,,,{},{}\n", report::csv_field(kpi.kpi), report::csv_field(kpi.unit), i + 1,
                        report::csv_field(kpi.ranks[i].factor), kpi.ranks[i].n, report::csv_field(kpi.ranks[i].note));
      }
    }
  }
  return text;
}

scenario::Json sensitivity_json(const sweep::PastSweep& past, const std::vector<KpiSensitivity>& found, double level) {
  scenario::Json json = {{"sweep", past.name},
                         {"title", past.title},
                         {"design", past.layout.kind},
                         {"points", past.layout.n_points()},
                         {"replications", past.n_replications},
                         {"failed_runs", past.n_failed},
                         {"level", level},
                         {"kpis", scenario::Json::array()}};
  for (const KpiSensitivity& kpi : found) {
    scenario::Json one = {{"kpi", kpi.kpi},
                          {"unit", kpi.unit},
                          {"method", kpi.method},
                          {"points", kpi.points.count()},
                          {"mean", kpi.points.mean()},
                          {"sd", kpi.points.standard_deviation()},
                          {"factors", scenario::Json::array()},
                          {"notes", kpi.notes}};
    if (kpi.line) {
      one["r_squared"] = kpi.line->r_squared;
    }
    if (kpi.noise) {
      one["noise_share_of_means"] = kpi.noise->share_of_means;
      one["noise_share_of_runs"] = kpi.noise->share_of_runs;
    }
    for (const FactorRank& rank : kpi.ranks) {
      one["factors"].push_back(json_of(rank));
    }
    json["kpis"].push_back(std::move(one));
  }
  return json;
}

}  // namespace aibelt::cli
