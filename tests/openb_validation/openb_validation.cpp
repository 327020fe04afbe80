#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "aibelt/base/random.hpp"
#include "aibelt/policy/placement.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/csv_rows.hpp"
#include "tests/support/shared_data.hpp"

using namespace aibelt;
using namespace aibelt::policy;

namespace {

constexpr std::uint64_t kSeeds = 10;        // of the study
constexpr std::uint64_t kManySeeds = 100;   // for a mean that is ours, not the draw's
constexpr std::size_t kPercents = 131;      // arrived load 0 to 130 % of the accelerators
constexpr double kPrintedRounding = 0.005;  // percentage points: the study prints two digits
constexpr double kTolerance = 0.25;  // of each of our seeds, percentage points: ten fresh seeds reach beyond ten others

using Row = test::CsvRow;
using Curve = std::array<double, kPercents>;  // allocated accelerators in percent, by arrived percent

struct Study {
  std::vector<NodeShape> nodes;
  std::vector<Demand> pods;
  std::map<std::string, std::vector<Curve>> expected;  // by policy of the study, one curve for each seed
};

/// A pod's gpu_spec: models it may run on, separated by bars; empty: any.
ModelSet models_of(const std::string& spec, const std::map<std::string, std::int32_t>& models) {
  ModelSet allowed;
  std::istringstream names(spec);
  for (std::string name; std::getline(names, name, '|');) {
    allowed.insert(models.at(name));
  }
  return allowed;
}

Study read_study(const std::filesystem::path& folder) {
  Study study;
  std::map<std::string, std::int32_t> models;
  for (const Row& row : test::rows_of(folder / "openb_node_list_gpu_node.csv")) {
    const auto model = models.emplace(row.at("model"), static_cast<std::int32_t>(models.size())).first->second;
    study.nodes.push_back(
        {std::stoi(row.at("gpu")), std::stoll(row.at("cpu_milli")), std::stoll(row.at("memory_mib")), model});
  }
  for (const Row& row : test::rows_of(folder / "openb_pod_list_default.csv")) {
    const bool is_fraction = row.at("num_gpu") == "1" && row.at("gpu_milli") != "1000";
    study.pods.push_back({.accelerators = is_fraction ? 0 : std::stoi(row.at("num_gpu")),
                          .accelerator_milli = is_fraction ? std::stoi(row.at("gpu_milli")) : 0,
                          .cpu_milli = std::stoll(row.at("cpu_milli")),
                          .memory_mib = std::stoll(row.at("memory_mib")),
                          .models = models_of(row.at("gpu_spec"), models)});
  }
  for (const Row& row : test::rows_of(folder / "openb_expected_allo.csv")) {
    Curve& curve = study.expected[row.at("sc_policy")].emplace_back();
    for (std::size_t i = 0; i < kPercents; ++i) {
      curve[i] = std::stod(row.at(std::to_string(i)));
    }
  }
  return study;
}

std::int64_t milli(const Demand& pod) { return std::int64_t{pod.accelerators} * kMilli + pod.accelerator_milli; }

template <class T>
void shuffle(std::vector<T>& list, base::Stream& random) {
  for (std::size_t i = list.size(); i > 1; --i) {
    std::swap(list[i - 1], list[random.below(i)]);
  }
}

/// All pods in random order, then pods drawn with replacement until they want 1.3 times what the nodes have.
std::vector<Demand> arrivals(const Study& study, std::int64_t capacity_milli, base::Stream& random) {
  std::vector<Demand> pods = study.pods;
  shuffle(pods, random);
  std::int64_t wanted = 0;
  for (const Demand& pod : pods) {
    wanted += milli(pod);
  }
  while (true) {
    const Demand& pod = study.pods[random.below(study.pods.size())];
    if (10 * (wanted + milli(pod)) > 13 * capacity_milli) {
      return pods;
    }
    wanted += milli(pod);
    pods.push_back(pod);
  }
}

/// Mean percentage of the accelerators allocated among the arrivals whose running load rounds to each percentage.
Curve allocation_curve(const Study& study, const PlacementPolicy& policy, std::uint64_t seed) {
  base::Stream random(seed, "openb");
  std::vector<NodeShape> nodes = study.nodes;
  shuffle(nodes, random);  // so that the lowest number among equals is a random one, as in the study
  NodePool pool;
  for (const NodeShape& node : nodes) {
    pool.add(node);
  }
  const auto capacity = static_cast<double>(pool.accelerators()) * kMilli;
  Curve sums{};
  std::array<int, kPercents> counts{};
  std::int64_t arrived = 0;
  for (const Demand& pod : arrivals(study, pool.accelerators() * kMilli, random)) {
    arrived += milli(pod);
    Placement placement;
    pool.take(pod, policy, placement);
    const auto percent = static_cast<std::size_t>(std::nearbyint(100.0 * static_cast<double>(arrived) / capacity));
    sums.at(percent) += 100.0 * static_cast<double>(pool.used_milli()) / capacity;
    ++counts.at(percent);
  }
  for (std::size_t i = 0; i < kPercents; ++i) {
    REQUIRE(counts[i] > 0);
    sums[i] /= counts[i];
  }
  return sums;
}

/// A node drawn among all that fit. The study draws the accelerator of a fraction too; the pool takes the tightest.
class Random : public PlacementPolicy {
 public:
  explicit Random(std::uint64_t seed) : random_(seed, "openb/random") {}

  bool choose(const NodePool& pool, const Demand& pod, NodeShares& out) const override {
    std::vector<std::int32_t> fitting;
    for (std::int32_t i = 0; i < pool.size(); ++i) {
      const bool has_accelerators = pod.accelerator_milli > 0 ? pool.tightest_accelerator(i, pod.accelerator_milli) >= 0
                                                              : std::popcount(pool.free_mask(i)) >= pod.accelerators;
      if (has_accelerators && pod.models.accepts(pool.shape(i).model) && pool.free_cpu_milli(i) >= pod.cpu_milli &&
          pool.free_memory_mib(i) >= pod.memory_mib) {
        fitting.push_back(i);
      }
    }
    if (!fitting.empty()) {
      out.push_back({fitting[random_.below(fitting.size())], pod.accelerators});
    }
    return !fitting.empty();
  }

 private:
  mutable base::Stream random_;
};

struct Band {
  double low = 1e9;
  double high = -1e9;

  void include(double value) {
    low = std::min(low, value);
    high = std::max(high, value);
  }
};

Band band_at(const std::vector<Curve>& curves, std::size_t percent) {
  Band band;
  for (const Curve& curve : curves) {
    band.include(curve[percent]);
  }
  return band;
}

/// The largest distance of `ours` outside the band of `theirs`, in percentage points, over all percentages.
double excess(const std::vector<Curve>& ours, const std::vector<Curve>& theirs) {
  double most = 0;
  for (std::size_t i = 0; i < kPercents; ++i) {
    const Band band = band_at(theirs, i);
    for (const Curve& curve : ours) {
      most = std::max({most, band.low - curve[i], curve[i] - band.high});
    }
  }
  return most;
}

double mean_at(const std::vector<Curve>& curves, std::size_t percent) {
  double sum = 0;
  for (const Curve& curve : curves) {
    sum += curve[percent];
  }
  return sum / static_cast<double>(curves.size());
}

/// The largest distance of the mean of our seeds outside the band of theirs.
double mean_excess(const std::vector<Curve>& ours, const std::vector<Curve>& theirs) {
  double most = 0;
  for (std::size_t i = 0; i < kPercents; ++i) {
    const Band band = band_at(theirs, i);
    most = std::max({most, band.low - mean_at(ours, i), mean_at(ours, i) - band.high});
  }
  return most;
}

void print(const std::string& name, const std::vector<Curve>& curves) {
  std::printf("%-17s", name.c_str());
  for (const std::size_t percent : {60U, 70U, 80U, 90U, 95U, 100U, 110U, 120U, 130U}) {
    const Band band = band_at(curves, percent);
    std::printf(" %6.2f..%5.2f", band.low, band.high);
  }
  std::printf("\n");
}

std::vector<Curve> curves_of(const Study& study, const PlacementPolicy& policy, std::uint64_t n_seeds = kSeeds) {
  std::vector<Curve> curves;
  for (std::uint64_t seed = 42; seed < 42 + n_seeds; ++seed) {
    curves.push_back(allocation_curve(study, policy, seed));
  }
  return curves;
}

std::vector<Curve> curves_of(const Study& study, const std::string& name, std::uint64_t n_seeds = kSeeds) {
  base::Issues issues;
  return curves_of(study, *placement_policy(name, issues), n_seeds);
}

}  // namespace

TEST_CASE("Best fit allocates the openb cluster as the study printed") {
  const auto file = test::shared_data("data/jobs/openb_expected_allo.csv");
  if (!file) {
    AIBELT_SKIP("no openb tables in the shared data");
  }
  const Study study = read_study(file->parent_path());
  REQUIRE(study.nodes.size() == 1213);
  REQUIRE(study.pods.size() == 8152);
  const auto& theirs = study.expected.at("05-BestFit");
  const auto& theirs_random = study.expected.at("01-Random");
  const std::vector<Curve> ours = curves_of(study, "best_fit");
  const std::vector<Curve> many = curves_of(study, "best_fit", kManySeeds);
  const std::vector<Curve> random = curves_of(study, Random(1));
  std::printf(
      "percent arrived          60            70            80            90            95           100  "
      "         110           120           130\n");
  for (const auto& [name, curves] : study.expected) {
    print(name, curves);
  }
  print("best_fit", ours);
  print("random", random);
  for (const char* name : {"pack", "spread", "topology"}) {
    print(name, curves_of(study, name));
  }
  std::printf("mean at 100 %%: best_fit %.3f, study %.3f; at 130 %%: %.3f, %.3f\n", mean_at(ours, 100),
              mean_at(theirs, 100), mean_at(ours, 130), mean_at(theirs, 130));
  std::printf(
      "outside the band of the study, percentage points: best_fit %.3f, its mean %.3f, of %d seeds %.3f; "
      "random %.3f, %.3f\n",
      excess(ours, theirs), mean_excess(ours, theirs), static_cast<int>(kManySeeds), mean_excess(many, theirs),
      excess(random, theirs_random), mean_excess(random, theirs_random));
  CHECK(mean_excess(many, theirs) <= kPrintedRounding);
  CHECK(excess(ours, theirs) <= kTolerance);
}
