#include "aibelt/plan/solver.hpp"

#include <CbcModel.hpp>
#include <ClpSimplex.hpp>
#include <ClpSolve.hpp>
#include <OsiClpSolverInterface.hpp>

#include "clp_model.hpp"

namespace aibelt::plan {
namespace {

constexpr int kNoLines = 0;  // of Coin's own log

/// What a column may still bring: small, since a flow of 1e8 units times it is what the objective misses.
constexpr double kPriceTolerance = 1e-9;

Status status_of(const ClpSimplex& clp) {
  return clp.isProvenOptimal()            ? Status::optimal
         : clp.isProvenPrimalInfeasible() ? Status::infeasible
         : clp.isProvenDualInfeasible()   ? Status::unbounded
                                          : Status::given_up;
}

std::vector<double> scaled(const double* from, int n, double factor) {
  std::vector<double> all(from, from + n);
  for (double& one : all) {
    one *= factor;
  }
  return all;
}

Solution solution_of(const ClpSimplex& clp, double sign) {
  Solution found;
  found.status = status_of(clp);
  if (found.status == Status::optimal) {
    found.objective = sign * clp.objectiveValue();
    found.values = scaled(clp.primalColumnSolution(), clp.numberColumns(), 1);
    found.rows = scaled(clp.primalRowSolution(), clp.numberRows(), 1);
    found.prices = scaled(clp.dualRowSolution(), clp.numberRows(), sign);
    found.reduced = scaled(clp.dualColumnSolution(), clp.numberColumns(), sign);
  }
  return found;
}

/// Whole columns by branch and cut.
Solution solve_whole(const Programme& programme) {
  const CoinNumbers numbers(programme);
  OsiClpSolverInterface osi;
  osi.messageHandler()->setLogLevel(kNoLines);
  osi.loadProblem(numbers.matrix, numbers.column_low.data(), numbers.column_high.data(), numbers.cost.data(),
                  numbers.row_low.data(), numbers.row_high.data());
  for (std::size_t i = 0; i < programme.columns().size(); ++i) {
    if (programme.columns()[i].is_whole) {
      osi.setInteger(static_cast<int>(i));
    }
  }
  osi.initialSolve();
  Solution found;
  if (!osi.isProvenOptimal()) {
    found.status = osi.isProvenDualInfeasible() ? Status::unbounded : Status::infeasible;
    return found;
  }
  CbcModel cbc(osi);
  cbc.setLogLevel(kNoLines);
  cbc.setAllowableGap(0);
  cbc.setAllowableFractionGap(0);
  cbc.branchAndBound();
  if (cbc.bestSolution() == nullptr) {
    found.status = cbc.isProvenInfeasible() ? Status::infeasible : Status::given_up;
    return found;
  }
  found.status = cbc.isProvenOptimal() ? Status::optimal : Status::given_up;
  found.objective = sign_of(programme) * cbc.getObjValue();
  found.values.assign(cbc.bestSolution(), cbc.bestSolution() + cbc.getNumCols());
  found.rows.assign(programme.rows().size(), 0);
  for (const Term& term : programme.terms()) {
    found.rows[static_cast<std::size_t>(term.row)] += term.factor * found.values[static_cast<std::size_t>(term.column)];
  }
  return found;
}

}  // namespace

std::string_view to_text(Status status) {
  switch (status) {
    case Status::optimal:
      return "optimal";
    case Status::infeasible:
      return "infeasible";
    case Status::unbounded:
      return "unbounded";
    case Status::given_up:
      break;
  }
  return "given up";
}

struct Solver::Model {
  ClpSimplex clp;
  double sign = 1;
  bool is_solved = false;
  bool has_new_worths = false;
};

Solver::Solver(const Programme& programme) : model_(std::make_unique<Model>()) {
  const CoinNumbers numbers(programme);
  model_->sign = sign_of(programme);
  model_->clp.setLogLevel(kNoLines);
  model_->clp.loadProblem(numbers.matrix, numbers.column_low.data(), numbers.column_high.data(), numbers.cost.data(),
                          numbers.row_low.data(), numbers.row_high.data());
  model_->clp.setPrimalTolerance(kTolerance);
  model_->clp.setDualTolerance(kPriceTolerance);
}

Solver::~Solver() = default;
Solver::Solver(Solver&&) noexcept = default;

Solution Solver::solve() {
  ClpSimplex& clp = model_->clp;
  if (model_->is_solved) {
    if (model_->has_new_worths) {
      clp.primal(1);
    } else {
      clp.dual();
    }
    model_->has_new_worths = false;
  }
  if (!model_->is_solved || !clp.isProvenOptimal()) {
    ClpSolve how;
    how.setPresolveType(ClpSolve::presolveOn);
    how.setSolveType(ClpSolve::useDual);
    clp.initialSolve(how);
  }
  model_->is_solved = clp.isProvenOptimal();
  if (!clp.isProvenOptimal()) {
    clp.allSlackBasis(true);
    clp.primal();
  }
  return solution_of(clp, model_->sign);
}

void Solver::set_row(int row, double low, double high) {
  model_->clp.setRowBounds(row, coin_bound(low), coin_bound(high));
}

void Solver::set_worths(const std::vector<double>& worths) {
  for (std::size_t i = 0; i < worths.size(); ++i) {
    model_->clp.setObjectiveCoefficient(static_cast<int>(i), model_->sign * worths[i]);
  }
  model_->has_new_worths = true;
}

Solution solve(const Programme& programme) {
  return programme.has_whole() ? solve_whole(programme) : Solver(programme).solve();
}

}  // namespace aibelt::plan
