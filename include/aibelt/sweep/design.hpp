#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "aibelt/scenario/field.hpp"

namespace aibelt::sweep {

/// A factor as a design sees it: a line from 0 to 1, which `Factor::level` turns into levels.
struct Axis {
  std::string name;  ///< draws for this factor come from streams that carry it
  std::uint64_t n_values =
      0;  ///< of a list: value i fills the coordinates from i / n_values to (i + 1) / n_values; 0 for a range
  std::uint64_t n_levels = 0;  ///< of a range in a full factorial; 0: as the design says
  double base = 0.5;           ///< coordinate of the level it has while others vary
};

/// The coordinate of value `i` of the `n` of a list: the middle of what it fills.
double coordinate_of_value(std::uint64_t i, std::uint64_t n);

/// What a design has to know of its sweep.
struct Frame {
  std::vector<Axis> axes;  ///< in the order of factors
  std::uint64_t seed = 0;  ///< of the design's own draws
};

/// Where the points of a sweep lie. Immutable: point `number` is a pure function of parameters, frame and number, and no memory
/// grows with the number of points. Layouts stand in docs/model/designs.md.
class Design {
 public:
  virtual ~Design() = default;

  /// The largest number where it would be more.
  virtual std::uint64_t n_points(const Frame& frame) const = 0;

  /// Fills `coordinates`, one from 0 to 1 for each axis, with those of point `number` < n_points.
  virtual void place(std::uint64_t number, const Frame& frame, std::span<double> coordinates) const = 0;

  /// Reports where design and factors do not fit; `path` is the design's.
  virtual void check(scenario::Reader& /*reader*/, const std::string& /*path*/, const Frame& /*frame*/) const {}

  /// Every design there is; src/sweep/design/catalogue.cpp lists them.
  static const scenario::Kinds<Design>& kinds();
};

/// Design and factors without the scenario: enough to say which point plays which role. `to_json` goes with a folder of results,
/// so that they can be read without the sweep file.
struct Layout {
  std::string kind;        ///< of the design, such as `saltelli`
  scenario::Json written;  ///< the design as the sweep file has it, with its `kind`
  Frame frame;
  std::shared_ptr<const Design> design;

  std::uint64_t n_points() const { return design->n_points(frame); }
  std::size_t n_factors() const { return frame.axes.size(); }

  /// One from 0 to 1 for each factor.
  std::vector<double> coordinates(std::uint64_t point) const;
};

scenario::Json to_json(const Layout& layout);

/// The layout that `to_json` wrote; throws std::invalid_argument for anything else.
Layout layout_from(const scenario::Json& written);

/// Saltelli's blocks [saltelli2010]: A, B, then for each factor j the block AB_j, which is A with column j out of B.
/// Block-major: the points of A are 0 to n - 1, those of B n to 2n - 1, those of AB_j (2 + j)n to (3 + j)n - 1.
struct SaltelliBlocks {
  std::uint64_t n = 0;  ///< points in each block
  std::uint64_t k = 0;  ///< factors

  std::uint64_t a(std::uint64_t row) const { return row; }
  std::uint64_t b(std::uint64_t row) const { return n + row; }
  std::uint64_t ab(std::uint64_t row, std::uint64_t factor) const { return (2 + factor) * n + row; }
};

/// Those of a layout whose kind is `saltelli`.
SaltelliBlocks saltelli_blocks(const Layout& layout);

/// One step of a Morris trajectory: between two neighbouring points one factor moves.
struct MorrisStep {
  std::uint64_t from = 0;  ///< number of the point before; the one after is `from + 1`
  std::size_t factor = 0;
  double delta = 0;  ///< by how much its coordinate moves, p / (2 (p - 1)) up or down
};

/// The steps of a layout whose kind is `morris`: n_factors of each of its trajectories, in the order of points; trajectory t has the
/// points t (k + 1) to t (k + 1) + k.
std::vector<MorrisStep> morris_steps(const Layout& layout);

/// One point of `one_at_a_time` beside point 0, which has every factor at its base.
struct Excursion {
  std::uint64_t point = 0;
  std::size_t factor = 0;  ///< the one that is not at its base
};

/// Those of a layout whose kind is `one_at_a_time`, in the order of points: of a range low, then high; of a list all but the first.
std::vector<Excursion> excursions(const Layout& layout);

}  // namespace aibelt::sweep
