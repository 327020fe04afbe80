#include "explain_prices.hpp"

#include <algorithm>
#include <charconv>
#include <fstream>
#include <map>
#include <optional>
#include <tuple>

#include <fmt/format.h>

#include "aibelt/report/csv_line.hpp"
#include "aibelt/scenario/json_source.hpp"
#include "table.hpp"

namespace aibelt::cli {
namespace {

std::optional<double> number(const std::string& text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc{} && end == text.data() + text.size() ? std::optional(value) : std::nullopt;
}

/// The rows of prices.csv with a price, for a limit that is not zero.
std::optional<std::vector<Price>> prices_of(std::ifstream& file) {
  std::vector<Price> prices;
  std::string line;
  std::vector<std::string> fields;
  std::getline(file, line);
  if (line != "kind,place,item,month,limit,unit,price,price_unit") {
    return std::nullopt;
  }
  while (std::getline(file, line)) {
    if (!report::split_csv(line, fields) || fields.size() != 8) {
      return std::nullopt;
    }
    const auto month = base::parse_date(fields[3]);
    const auto limit = number(fields[4]);
    const auto price = number(fields[6]);
    if (!month || !limit || !price) {
      return std::nullopt;
    }
    if (*price * *limit > 0) {
      prices.push_back({base::month_of(*month), fields[0], fields[1], fields[2], *price * *limit});
    }
  }
  return prices;
}

std::string name_of(const std::string& kind, const std::string& place, const std::string& item) {
  std::string name = kind;
  std::replace(name.begin(), name.end(), '_', ' ');
  name += " at " + place;
  return item.empty() ? name : name + " (" + item + ")";
}

}  // namespace

std::string Prices::sentence(const Span& span) const {
  std::map<std::tuple<std::string, std::string, std::string>, double> worth;
  for (const Price& price : prices_) {
    if (price.kind != "demand" && price.month >= span.first.month && price.month <= span.last) {
      worth[{price.kind, price.place, price.item}] += price.worth / 100;
    }
  }
  const auto most =
      std::max_element(worth.begin(), worth.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
  if (most == worth.end()) {
    return "";
  }
  const auto& [kind, place, item] = most->first;
  return fmt::format("  By the linear plan, 1 % more of {} in these months would be worth most: {} {} [prices.csv].\n",
                     name_of(kind, place, item), short_number(most->second), objective_);
}

std::string Prices::hint() const {
  if (!has_plan_) {
    return "\naibelt plan S --out into this folder adds what one more unit of each capacity is worth.\n";
  }
  return is_current_ ? ""
                     : "\nThe plan in this folder is of other inputs; run aibelt plan again with those of the run.\n";
}

Prices read_prices(const report::PastRun& run, base::Issues& issues) {
  std::ifstream plan(run.folder / "plan.json");
  std::ifstream file(run.folder / "prices.csv");
  if (!plan || !file) {
    return {};
  }
  const auto json = scenario::Json::parse(plan, nullptr, false);
  auto prices = prices_of(file);
  if (!json.is_object() || !prices) {
    issues.push_back({(run.folder / (prices ? "plan.json" : "prices.csv")).string(), "",
                      "is not what a plan writes; run aibelt plan S --out again"});
    return {};
  }
  const bool is_current = json.value("scenario_hash", "") == run.provenance.value("scenario_hash", "");
  if (!is_current) {
    prices->clear();
  }
  return {std::move(*prices), json.value("objective", ""), is_current};
}

}  // namespace aibelt::cli
