#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "aibelt/metrics/curves.hpp"
#include "aibelt/plan/study.hpp"
#include "aibelt/scenario/scenario.hpp"

namespace aibelt::cli {

/// A plan beside the run of the same scenario.
struct PlanResult {
  const scenario::Scenario& scenario;
  const plan::Network& network;
  const plan::SupplyProgramme& supply;
  const plan::Study& study;
  std::string unit = {};  ///< of the objective
  std::vector<std::string> overrides = {};
  std::optional<std::map<int, double>> run = {};  ///< what the run came to, by year
};

/// What a run came to in the objective that `network` has, by year.
std::map<int, double> value_by_year(const plan::Network& network, const metrics::Curves& curves);

/// Run, plan and bound by year.
std::string year_table(const PlanResult& result);

/// The limits that are worth most, `n_most` of them.
std::string price_table(const PlanResult& result, std::size_t n_most);

/// Texts of plan.csv, prices.csv and plan.json.
std::string plan_csv(const PlanResult& result);
std::string prices_csv(const PlanResult& result);
std::string plan_json(const PlanResult& result);

}  // namespace aibelt::cli
