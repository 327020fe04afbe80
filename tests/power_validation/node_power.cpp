/// Power of nodes and speed under power limits against measurements. What is fitted and what is scored stands in each test.

#include <algorithm>
#include <cmath>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "aibelt/datacenter/power/power_limit.hpp"
#include "aibelt/datacenter/power/rack_power.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/csv_rows.hpp"
#include "tests/support/shared_data.hpp"

using namespace aibelt;
using datacenter::LoadPower;

namespace {

using Row = test::CsvRow;
using test::rows_of;

double number(const Row& row, const char* name) { return std::stod(row.at(name)); }

std::vector<double> watts_of(const std::filesystem::path& file) {
  std::vector<double> watts;
  for (const Row& row : rows_of(file)) {
    watts.push_back(number(row, "W"));
  }
  return watts;
}

/// A series of idle and steady load: which seconds are at work, and the medians of both.
struct Phases {
  double idle = 0;
  double steady = 0;
  double seconds_at_work = 0;
  double seconds = 0;
  double joules = 0;

  explicit Phases(const std::vector<double>& watts) {
    const auto [low, high] = std::minmax_element(watts.begin(), watts.end());
    const double middle = (*low + *high) / 2;
    std::vector<double> at_rest;
    std::vector<double> at_work;
    for (const double power : watts) {
      (power > middle ? at_work : at_rest).push_back(power);
      joules += power;
    }
    seconds = static_cast<double>(watts.size());
    seconds_at_work = static_cast<double>(at_work.size());
    idle = median(at_rest);
    steady = median(at_work);
  }

  static double median(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
  }
};

double print_error(const std::string& what, double predicted, double measured) {
  const double error = predicted / measured - 1;
  fmt::print("  {:<44} predicted {:8.1f}  measured {:8.1f}  error {:+6.1f} %\n", what, predicted, measured,
             100 * error);
  return std::abs(error);
}

constexpr double kBound = 0.08;

}  // namespace

TEST_CASE("A server of eight H200, fitted on llama2-70b Offline, scored on mixtral, the Server run and ResNet") {
  const auto table = test::shared_data("tables/node_power_steady_state.csv");
  const auto offline = test::shared_data("data/power/h200x8_llama2-70b-99_Offline.csv");
  const auto server = test::shared_data("data/power/h200x8_llama2-70b-99_Server.csv");
  if (!table || !offline || !server) {
    AIBELT_SKIP("no power measurements");
  }
  std::map<std::string, Row> by_workload;
  for (const Row& row : rows_of(*table)) {
    by_workload[row.at("workload")] = row;
  }
  const Row& fitted = by_workload.at("llama2-70b Offline");
  const LoadPower node{number(fitted, "idle_or_start_W"), number(fitted, "steady_W")};
  fmt::print("8xH200: idle {} W, full {} W, fitted on llama2-70b Offline\n", node.idle_w, node.max_w);
  CHECK(print_error("mixtral-8x7b Offline, utilisation 1", node.at(1),
                    number(by_workload.at("mixtral-8x7b Offline"), "steady_W")) <= kBound);
  const Phases served(watts_of(*server));
  CHECK(print_error("llama2-70b Server, utilisation 1", node.at(1), served.steady) <= kBound);
  CHECK(print_error("llama2-70b Server, idle before it", node.idle_w, served.idle) <= kBound);
  const double share = served.seconds_at_work / served.seconds;
  CHECK(print_error("llama2-70b Server, kJ of the whole log", node.at(share) * served.seconds / 1e3,
                    served.joules / 1e3) <= kBound);
  const Phases calibration(watts_of(*offline));
  print_error("llama2-70b Offline, kJ of the whole log (fitted)",
              node.at(calibration.seconds_at_work / calibration.seconds) * calibration.seconds / 1e3,
              calibration.joules / 1e3);
  const double resnet = number(by_workload.at("resnet50 Offline"), "steady_W");
  print_error("resnet50 Offline, utilisation 1", node.at(1), resnet);
  const double utilisation = (resnet - node.idle_w) / (node.max_w - node.idle_w);
  fmt::print("  resnet50 draws what a utilisation of {:.2f} would; nobody reports it, so this is no score\n",
             utilisation);
  CHECK(utilisation > 0.5);
  CHECK(utilisation < 1);
}

TEST_CASE("H100 under large language models: what a utilisation law gives") {
  const auto file = test::shared_data("data/power/mlenergy_llm.csv");
  if (!file) {
    AIBELT_SKIP("no ML.ENERGY table");
  }
  struct Point {
    std::string model;
    double per_gpu_w;
    double tokens;
    double of_most = 0;  ///< throughput over the highest of the same configuration
  };
  std::map<std::string, std::vector<Point>> groups;
  for (const Row& row : rows_of(*file)) {
    groups[row.at("model") + " " + row.at("n_gpu") + " " + row.at("tp")].push_back(
        {row.at("model"), number(row, "avg_power_W") / number(row, "n_gpu"), number(row, "out_tok_s")});
  }
  std::vector<Point> points;
  for (auto& [name, group] : groups) {
    const double most = std::max_element(group.begin(), group.end(), [](const Point& a, const Point& b) {
                          return a.tokens < b.tokens;
                        })->tokens;
    for (Point& point : group) {
      point.of_most = point.tokens / most;
      points.push_back(point);
    }
  }
  // Least squares of P = a + b u on one model; all others are scored.
  const std::string fitted = "meta-llama/Llama-3.1-70B-Instruct";
  double n = 0;
  double su = 0;
  double sp = 0;
  double suu = 0;
  double sup = 0;
  for (const Point& point : points) {
    if (point.model == fitted) {
      n += 1;
      su += point.of_most;
      sp += point.per_gpu_w;
      suu += point.of_most * point.of_most;
      sup += point.of_most * point.per_gpu_w;
    }
  }
  REQUIRE(n > 0);
  const double slope = (n * sup - su * sp) / (n * suu - su * su);
  const LoadPower by_throughput{(sp - slope * su) / n, (sp - slope * su) / n + slope};
  double scored = 0;
  double law = 0;
  double constant = 0;
  for (const Point& point : points) {
    if (point.model != fitted) {
      scored += 1;
      law += std::abs(by_throughput.at(point.of_most) / point.per_gpu_w - 1);
      constant += std::abs(sp / n / point.per_gpu_w - 1);
    }
  }
  fmt::print(
      "H100 under LLMs, fitted on {} ({} rows), scored on {} rows of other models, W a GPU:\n"
      "  {:.0f} + {:.0f} x throughput over its highest: mean error {:.1f} %; constant {:.0f} W: {:.1f} %\n",
      fitted, n, scored, by_throughput.idle_w, slope, 100 * law / scored, sp / n, 100 * constant / scored);
  CHECK(law / scored < 0.25);
  CHECK(slope > 0);
}

TEST_CASE("Speed under a power limit, fitted on BERT and ShuffleNet, scored on ResNet-50 and DeepSpeech2") {
  const auto file = test::shared_data("data/power/zeus_v100_powerlimit.csv");
  if (!file) {
    AIBELT_SKIP("no power-limit sweeps");
  }
  constexpr int kUnlimited = 250;  // W
  struct Sweep {
    std::string network;
    std::map<int, std::pair<double, double>> by_limit;  ///< seconds an epoch, W
  };
  std::map<std::string, Sweep> sweeps;
  for (const Row& row : rows_of(*file)) {
    Sweep& sweep = sweeps[row.at("network") + row.at("dataset") + row.at("batch_size") + row.at("optimizer")];
    sweep.network = row.at("network");
    sweep.by_limit[std::stoi(row.at("power_limit"))] = {number(row, "time_per_epoch"), number(row, "average_power")};
  }
  struct Errors {
    double n = 0;
    double sum = 0;
    double most = 0;
  };
  std::map<std::string, Errors> errors;
  for (const auto& [name, sweep] : sweeps) {
    const auto [unlimited_s, draw_w] = sweep.by_limit.at(kUnlimited);
    for (const auto& [limit, measured] : sweep.by_limit) {
      if (limit < draw_w) {  // above it, nothing is limited
        const double error = std::abs(datacenter::speed_at(limit / draw_w) * measured.first / unlimited_s - 1);
        Errors& sum = errors[sweep.network];
        sum.n += 1;
        sum.sum += error;
        sum.most = std::max(sum.most, error);
      }
    }
  }
  fmt::print("V100 under power limits of 100 to 225 W, speed with a compute-bound share of 1\n");
  for (const auto& [network, sum] : errors) {
    const bool is_fitted = network == "bert_base_uncased" || network == "shufflenetv2";
    fmt::print("  {:<20} {:3.0f} points, mean error {:4.1f} %, largest {:4.1f} %{}\n", network, sum.n,
               100 * sum.sum / sum.n, 100 * sum.most, is_fitted ? " (fitted)" : "");
    CHECK(sum.sum / sum.n <= 0.06);
  }
}
