// Data sheets, and one efficiency each, calibrated on the row named beside it (docs/model/training.md).
#include <algorithm>
#include <array>

#include "aibelt/base/error.hpp"
#include "aibelt/workload/training_step.hpp"

namespace aibelt::workload {
namespace {

/// Peak in TFLOP/s, bandwidths in GB/s.
struct Row {
  std::string_view name;
  double peak;
  double efficiency;
  double memory;
  double intra_node;
  double inter_node;
  std::int64_t gpus_per_node;
};

constexpr std::array kRows{
    Row{"a100_bf16", 312, 0.5746, 2039, 300, 25, 8},    // [narayanan2021] table 2, 174.6 B on 384 GPUs
    Row{"b200_fp8", 4500, 0.5005, 8000, 900, 50, 8},    // [mlcommons2025] v4.1 b200_n8_preview
    Row{"gb200_fp8", 5000, 0.4312, 8000, 900, 50, 72},  // [mlcommons2025] v5.0 carina_ngpu512
    Row{"h100_bf16", 989, 0.5372, 3350, 450, 50, 8},    // [llama2024] table 4, 8,192 GPUs
    Row{"h100_fp8", 1979, 0.5547, 3350, 450, 50, 8},    // [mlcommons2025] v5.0 eos-dfw_n64
    Row{"h200_fp8", 1979, 0.5547, 4800, 450, 50, 8},    // efficiency of h100_fp8
};

DataRate gigabytes(double rate) { return DataRate::from_base_units(rate * 1e9); }

}  // namespace

AcceleratorRating rating(std::string_view name) {
  const auto* row = std::find_if(kRows.begin(), kRows.end(), [name](const Row& r) { return r.name == name; });
  base::ensure(row != kRows.end(), "no rating of that name");
  AcceleratorRating result;
  result.peak = base::ComputeRate::from_base_units(row->peak * 1e12);
  result.efficiency = row->efficiency;
  result.memory = gigabytes(row->memory);
  result.intra_node = gigabytes(row->intra_node);
  result.inter_node = gigabytes(row->inter_node);
  result.gpus_per_node = row->gpus_per_node;
  return result;
}

std::vector<std::string> rating_names() {
  std::vector<std::string> names;
  names.reserve(kRows.size());
  for (const Row& row : kRows) {
    names.emplace_back(row.name);
  }
  return names;
}

}  // namespace aibelt::workload
