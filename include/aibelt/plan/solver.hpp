#pragma once

#include <memory>
#include <string>
#include <vector>

#include "aibelt/plan/programme.hpp"

namespace aibelt::plan {

/// A row counts as held and a column as within its bounds to this much, in their own units.
inline constexpr double kTolerance = 1e-7;

enum class Status { optimal, infeasible, unbounded, given_up };

std::string_view to_text(Status status);

struct Solution {
  Status status = Status::given_up;
  double objective = 0;
  std::vector<double> values = {};  ///< by column
  std::vector<double> rows = {};    ///< what each row adds up to
  /// By row: what the objective gains where the row's binding bound is one unit higher; empty where columns are whole.
  std::vector<double> prices = {};
  std::vector<double> reduced =
      {};  ///< by column: what it gains where the column's binding bound is one unit higher; or empty
};

/// Solves a programme by Clp's simplex method, and again after changes, from where it stood; silent, and the same every time.
class Solver {
 public:
  explicit Solver(const Programme& programme);
  ~Solver();
  Solver(Solver&&) noexcept;
  Solver(const Solver&) = delete;
  Solver& operator=(const Solver&) = delete;
  Solver& operator=(Solver&&) = delete;

  Solution solve();

  void set_row(int row, double low, double high);
  void set_worths(const std::vector<double>& worths);  ///< by column

 private:
  struct Model;
  std::unique_ptr<Model> model_;
};

/// The best of `programme`, whole columns whole: Clp without such, else Cbc to a gap of 0.
Solution solve(const Programme& programme);

/// A row that would have to give for a programme to be possible, and by how much.
struct Give {
  int row = 0;
  double by = 0;  ///< above 0: its upper bound higher by so much; below: its lower bound lower
};

/// Why nothing meets all of an infeasible programme.
struct Conflict {
  std::vector<int> rows =
      {};  ///< no plan within the columns' bounds meets these together, and without any of them one does
  std::vector<Give> gives = {};  ///< the least that makes all of it possible, in the sum of units
};

/// Whole columns are taken as if they need not be whole.
Conflict conflict_of(const Programme& programme);

/// What grows without end in an unbounded programme, by column: how fast, the fastest at 1; zero for all where nothing does.
std::vector<double> runaway_of(const Programme& programme);

/// Why a programme has no best solution, in words, a line each; empty where it has one.
std::vector<std::string> explain(const Programme& programme, Status status);

}  // namespace aibelt::plan
