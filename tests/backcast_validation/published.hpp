#pragma once

#include <filesystem>
#include <fstream>
#include <map>
#include <optional>
#include <string>

#include "aibelt/scenario/json_source.hpp"

namespace aibelt::test {

/// A published figure with its 5th and 95th percentile, or whatever range its source gives.
struct Published {
  double median = 0;
  double low = 0;
  double high = 0;

  bool holds(double value) const { return low <= value && value <= high; }

  Published& operator+=(const Published& other) {
    median += other.median;
    low += other.low;
    high += other.high;
    return *this;
  }
  Published over(const Published& divisor) const {
    return {median / divisor.median, low / divisor.high, high / divisor.low};
  }
};

/// Published figures by id.
class Facts {
 public:
  explicit Facts(const std::filesystem::path& file) {
    std::ifstream stream(file);
    for (const auto& row : scenario::Json::parse(stream)) {
      if (row["value"].is_number()) {
        const double value = row["value"];
        const auto end = [&](const char* key) { return row[key].is_number() ? row[key].get<double>() : value; };
        figures_[row["id"]] = {value, end("low"), end("high")};
      }
    }
  }

  std::optional<Published> find(const std::string& id) const {
    const auto found = figures_.find(id);
    return found == figures_.end() ? std::nullopt : std::optional(found->second);
  }
  Published at(const std::string& id) const { return figures_.at(id); }

 private:
  std::map<std::string, Published> figures_;
};

}  // namespace aibelt::test
