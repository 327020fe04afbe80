#include "aibelt/report/past_run.hpp"

#include <charconv>
#include <fstream>
#include <iterator>

#include <fmt/format.h>

#include "aibelt/base/version.hpp"
#include "aibelt/report/csv_line.hpp"

namespace aibelt::report {
namespace {

constexpr std::size_t kColumns = 7;  // of curves.csv and of events.csv
constexpr const char* kTorn = "is not what a run writes; run the scenario again";

std::optional<double> number(const std::string& text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc{} && end == text.data() + text.size() ? std::optional(value) : std::nullopt;
}

/// `2027-03-14` or `2027-03-14T06:30:00Z`.
std::optional<base::SimTime> time_of(const std::string& text) {
  constexpr std::size_t kDate = 10;
  auto time = base::parse_date(text.substr(0, kDate));
  const auto part = [&](std::size_t from) { return number(text.substr(from, 2)); };
  if (time && text.size() == std::string_view("2027-03-14T06:30:00Z").size()) {
    const auto hours = part(11);
    const auto minutes = part(14);
    const auto seconds = part(17);
    if (!hours || !minutes || !seconds) {
      return std::nullopt;
    }
    *time += base::kSecond * static_cast<std::int64_t>(*hours * 3600 + *minutes * 60 + *seconds);
  }
  return time;
}

class Reader {
 public:
  Reader(std::filesystem::path folder, base::Issues& issues) : folder_(std::move(folder)), issues_(issues) {}

  std::optional<PastRun> read() {
    run_.folder = folder_;
    read_summary();
    if (issues_.empty() && std::filesystem::exists(folder_ / "network.json")) {
      run_.graph = network::supply_graph_from(content_of("network.json"), (folder_ / "network.json").string(), issues_);
    }
    each_line("curves.csv", [this](const auto& fields) { return add_curve(fields); });
    each_line("events.csv", [this](const auto& fields) { return add_event(fields); });
    return issues_.empty() ? std::optional(std::move(run_)) : std::nullopt;
  }

 private:
  void report(const std::string& name, std::string message, int line = 0) {
    issues_.push_back({(folder_ / name).string(), "", std::move(message), line});
  }

  std::ifstream open(const std::string& name) {
    std::ifstream file(folder_ / name, std::ios::binary);
    if (!file) {
      report(name, "cannot be read; name the folder of a run, which aibelt run S --out DIR makes");
    }
    return file;
  }

  std::string content_of(const std::string& name) {
    std::ifstream file = open(name);
    return {std::istreambuf_iterator<char>(file), {}};
  }

  scenario::Json json_of(const std::string& name) {
    const std::string text = content_of(name);
    auto json = scenario::Json::parse(text, nullptr, false);
    if (issues_.empty() && !json.is_object()) {
      report(name, kTorn);
    }
    return json;
  }

  void read_summary() {
    run_.summary = json_of("summary.json");
    if (issues_.empty()) {
      run_.provenance = json_of("provenance.json");
    }
    if (!issues_.empty()) {
      return;
    }
    try {
      if (const auto version = run_.summary.at("version").get<std::string>(); version != base::version()) {
        report("summary.json",
               fmt::format("was written by aibelt {}, this is {}; run the scenario again", version, base::version()));
        return;
      }
      run_.scenario = run_.summary.at("scenario");
      run_.title = run_.summary.at("title");
      run_.seed = run_.summary.at("seed");
      const auto from = base::parse_date(run_.summary.at("from").get<std::string>());
      const auto to = base::parse_date(run_.summary.at("to").get<std::string>());
      if (!from || !to || !(*from < *to)) {
        report("summary.json", kTorn);
        return;
      }
      run_.from = base::month_of(*from);
      run_.n_months = static_cast<std::size_t>(base::month_of(*to - base::kSecond).index - run_.from.index + 1);
    } catch (const scenario::Json::exception&) {
      report("summary.json", kTorn);
    }
  }

  template <class Add>
  void each_line(const std::string& name, const Add& add) {
    if (!issues_.empty()) {
      return;
    }
    std::ifstream file = open(name);
    std::string line;
    std::vector<std::string> fields;
    std::getline(file, line);
    for (int number = 2; issues_.empty() && std::getline(file, line); ++number) {
      if (!split_csv(line, fields) || fields.size() != kColumns || !add(fields)) {
        report(name, kTorn, number);
      }
    }
  }

  bool add_curve(const std::vector<std::string>& fields) {
    const auto month = base::parse_date(fields[0]);
    const auto value = number(fields[6]);
    if (!month || !value) {
      return false;
    }
    const record::Series series{fields[1], fields[2], fields[3], fields[4], fields[5]};
    const auto [known, is_new] = numbers_.try_emplace(series, static_cast<std::int32_t>(run_.series.size()));
    if (is_new) {
      run_.series.push_back(series);
    }
    run_.curves.push_back({base::month_of(*month), record::SeriesId{known->second}, *value});
    return true;
  }

  bool add_event(const std::vector<std::string>& fields) {
    const auto time = time_of(fields[0]);
    const auto quantity = number(fields[5]);
    if (time && quantity) {
      run_.events.push_back({*time, fields[1], fields[2], fields[3], fields[4], *quantity, fields[6]});
    }
    return time && quantity;
  }

  std::filesystem::path folder_;
  base::Issues& issues_;
  PastRun run_;
  std::map<record::Series, std::int32_t> numbers_;
};

}  // namespace

std::optional<PastRun> read_run(const std::filesystem::path& folder, base::Issues& issues) {
  return Reader(folder, issues).read();
}

Figures::Figures(const PastRun& run) {
  for (const record::CurveRow& row : run.curves) {
    const record::Series& series = run.series[static_cast<std::size_t>(row.series.index)];
    const auto month = row.month.index - run.from.index;
    if (month < 0 || static_cast<std::size_t>(month) >= run.n_months) {
      continue;
    }
    auto& values = values_[{series.place, series.item, series.measure}];
    values.resize(run.n_months, 0);
    values[static_cast<std::size_t>(month)] += row.value;
  }
}

double Figures::at(const std::string& place, const std::string& product, const std::string& measure,
                   std::size_t month) const {
  const auto found = values_.find({place, product, measure});
  return found == values_.end() ? 0 : found->second[month];
}

bool Figures::has(const std::string& place, const std::string& product, const std::string& measure) const {
  return values_.contains({place, product, measure});
}

}  // namespace aibelt::report
