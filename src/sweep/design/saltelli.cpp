#include "aibelt/base/error.hpp"
#include "kinds.hpp"
#include "sobol_sequence.hpp"

namespace aibelt::sweep {
namespace {

constexpr const char* kName = "saltelli";

/// The blocks A, B and AB_j over 2k coordinates a row: k of A, then k of B.
struct Saltelli : Sampled {
  std::string sampling = "sobol";

  SaltelliBlocks blocks(const Frame& frame) const { return {Sampled::n_points(frame), frame.axes.size()}; }

  std::uint64_t n_points(const Frame& frame) const override { return times(blocks(frame).n, frame.axes.size() + 2); }

  void place(std::uint64_t number, const Frame& frame, std::span<double> coordinates) const override {
    const SaltelliBlocks layout = blocks(frame);
    const std::uint64_t block = number / layout.n;
    const std::uint64_t row = number % layout.n;
    const auto digits =
        sampling == "sobol" ? sobol_digits(2 * layout.k, row) : std::vector<std::uint64_t>(2 * layout.k, 0);
    for (std::size_t j = 0; j < layout.k; ++j) {
      const bool is_from_b = block == 1 || block == j + 2;
      const std::string part = is_from_b ? "b" : "a";
      coordinates[j] =
          sampling == "sobol"
              ? from_digits(digits[is_from_b ? layout.k + j : j] ^ stream_for(frame, kName, frame.axes[j], part).next())
              : stream_for(frame, kName, frame.axes[j], part + "/" + std::to_string(row)).uniform();
    }
  }

  void check(scenario::Reader& reader, const std::string& path, const Frame& frame) const override {
    check_dimensions(sampling == "sobol" ? 2 * frame.axes.size() : 0, reader, path);
  }

  static const scenario::FieldTable<Saltelli>& fields() {
    static const scenario::FieldTable<Saltelli> table = {
        scenario::field<Saltelli, std::int64_t>(
            &Saltelli::points,
            {.name = "points", .unit = "1", .low = 1, .doc = "of each block; there are two blocks more than factors"}),
        scenario::field(&Saltelli::sampling, {.name = "sampling",
                                              .doc = "where the rows of the first two blocks come from",
                                              .choices = {"random", "sobol"},
                                              .by_default = "sobol"}),
    };
    return table;
  }
};

}  // namespace

scenario::Kind<Design> saltelli() {
  return scenario::kind<Design, Saltelli>(
      kName,
      "two samples and, for each factor, one with its column out of the other, for Sobol indices [saltelli2010]");
}

SaltelliBlocks saltelli_blocks(const Layout& layout) {
  base::ensure(layout.kind == kName, "only saltelli designs have blocks");
  return dynamic_cast<const Saltelli&>(*layout.design).blocks(layout.frame);
}

}  // namespace aibelt::sweep
