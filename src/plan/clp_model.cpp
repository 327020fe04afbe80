#include "clp_model.hpp"

#include <CoinFinite.hpp>

namespace aibelt::plan {

double coin_bound(double value) {
  return value == kNoLimit ? COIN_DBL_MAX : value == -kNoLimit ? -COIN_DBL_MAX : value;
}

double sign_of(const Programme& programme) { return programme.goal() == Programme::Goal::least ? 1 : -1; }

CoinNumbers::CoinNumbers(const Programme& programme) {
  std::vector<int> rows;
  std::vector<int> columns;
  std::vector<double> factors;
  for (const Term& term : programme.terms()) {
    rows.push_back(term.row);
    columns.push_back(term.column);
    factors.push_back(term.factor);
  }
  matrix = CoinPackedMatrix(true, rows.data(), columns.data(), factors.data(), static_cast<int>(factors.size()));
  matrix.setDimensions(static_cast<int>(programme.rows().size()), static_cast<int>(programme.columns().size()));
  for (const Programme::Column& column : programme.columns()) {
    column_low.push_back(coin_bound(column.low));
    column_high.push_back(coin_bound(column.high));
    cost.push_back(sign_of(programme) * column.worth);
  }
  for (const Programme::Row& row : programme.rows()) {
    row_low.push_back(coin_bound(row.low));
    row_high.push_back(coin_bound(row.high));
  }
}

}  // namespace aibelt::plan
