#include "aibelt/plan/supply_plan.hpp"

#include <algorithm>
#include <cmath>

#include "builder.hpp"
#include "goods_part.hpp"
#include "layout.hpp"
#include "sites_part.hpp"

namespace aibelt::plan {
namespace {

/// Brings the largest worth of a column to 1, so that the solver's tolerances fit.
void rescale(SupplyProgramme& made) {
  double largest = 0;
  for (const Programme::Column& column : made.programme.columns()) {
    largest = std::max(largest, column.worth);
  }
  if (largest > 0) {
    made.scale = largest;
    for (std::size_t i = 0; i < made.programme.columns().size(); ++i) {
      made.programme.set_worth(static_cast<int>(i), made.programme.columns()[i].worth / largest);
    }
  }
}

}  // namespace

SupplyProgramme supply_programme(const Network& network) {
  SupplyProgramme made;
  Builder builder(network, made);
  for (std::size_t period = 0; period <= builder.grid().n_periods(); ++period) {
    made.periods.push_back(builder.grid().date(period));
  }
  const Layout layout(network);
  GoodsPart goods(network, layout, builder);
  goods.add();
  SitesPart(network, layout, builder, goods).add();
  rescale(made);
  made.is_of_goods = std::none_of(network.services.begin(), network.services.end(),
                                  [](const Service& service) { return service.worth > 0; });
  return made;
}

double price_of(const MonthLimit& limit, const Solution& solution) {
  double price = 0;
  for (const LimitRow& row : limit.rows) {
    price += row.per_unit * solution.prices[static_cast<std::size_t>(row.row)];
  }
  return price;
}

double gain_of(const MonthLimit& limit, const SupplyProgramme& supply, Solver& solver, double units, double before) {
  const auto shift = [&](double by) {
    for (const LimitRow& row : limit.rows) {
      const Programme::Row& known = supply.programme.rows()[static_cast<std::size_t>(row.row)];
      const double change = row.per_unit * by;
      solver.set_row(row.row, known.low > -kNoLimit ? known.low + change : known.low, known.high + change);
    }
  };
  shift(units);
  const Solution after = solver.solve();
  shift(0);
  return after.status == Status::optimal ? after.objective - before : std::nan("");
}

}  // namespace aibelt::plan
