#pragma once

#include <CoinPackedMatrix.hpp>

#include "aibelt/plan/programme.hpp"

namespace aibelt::plan {

/// A programme's numbers as Coin takes them, to be minimised; what does not limit is COIN_DBL_MAX.
struct CoinNumbers {
  explicit CoinNumbers(const Programme& programme);

  CoinPackedMatrix matrix;
  std::vector<double> column_low, column_high, cost, row_low, row_high;
};

/// `value` as Coin takes it.
double coin_bound(double value);

/// 1 where the programme asks for the least, −1 where for the most.
double sign_of(const Programme& programme);

}  // namespace aibelt::plan
