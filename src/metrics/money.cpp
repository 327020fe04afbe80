#include "aibelt/metrics/money.hpp"

#include <algorithm>
#include <set>
#include <utility>
#include "money_rows.hpp"

namespace aibelt::metrics {
namespace {

using record::Series;
constexpr const char* kStage = "money";
constexpr const char* kUsd = "USD";
constexpr double kDaysPerYear = 365.25;

/// Turns rows of goods into rows of money, item by item.
class Books {
 public:
  Books(const Curves& curves, const MoneyTable& table) : curves_(curves), table_(table) {
    for (const MoneyTable::Making& making : table.makings) {
      inside_.insert(making.place);
    }
  }

  std::vector<Curve> close() {
    for (const MoneyTable::Making& making : table_.makings) {
      if (making.is_handed_on) {
        book_handed_on(making);
      } else {
        book_making(making);
      }
    }
    for (const MoneyTable::Goods& goods : table_.goods) {
      book_arrivals(goods);
      book_in_transit(goods);
    }
    book_totals();
    std::vector<Curve> all;
    for (auto& [series, months] : rows_) {
      all.push_back({series, std::move(months)});
    }
    return all;
  }

 private:
  /// Rows begin with the first amount that is not zero.
  void add(const std::string& place, const std::string& item, const std::string& measure, base::Month month,
           double amount, const std::string& unit = kUsd) {
    const Series series{kStage, place, item, measure, unit};
    if (amount != 0 || rows_.contains(series)) {
      rows_[series][month] += amount;
    }
  }

  const Monthly& value_of(const MoneyTable::Making& making) const {
    return std::find_if(table_.goods.begin(), table_.goods.end(),
                        [&](const MoneyTable::Goods& goods) {
                          return goods.product == making.product && goods.unit == making.goods;
                        })
        ->value;
  }

  void book_making(const MoneyTable::Making& making) {
    const MakingRows rows(curves_, making);
    const Monthly& handover = value_of(making);
    const Standard* before = nullptr;
    double stock = 0;
    double in_process = 0;
    for (const base::Month month : curves_.months()) {
      const Standard& standard = making.standards.at(month);
      book_work(making, rows, standard, month);
      book_sales(making, rows, standard, at(handover, month), month);
      if (before != nullptr) {
        add(making.place, making.product, "revaluation", month,
            stock * (standard.good - before->good) + in_process * (standard.process - before->process));
      }
      stock = rows("stock", month);
      in_process = rows("in_process", month);
      before = &standard;
      hold(making.place, making.product, "stock_value", month, stock * standard.good);
      hold(making.place, making.product, "process_value", month, in_process * standard.process);
    }
  }

  void book_work(const MoneyTable::Making& making, const MakingRows& rows, const Standard& standard,
                 base::Month month) {
    const double good = rows("good", month);
    const double lost_units = rows("lost_in_process", month);
    const double lost_stock = rows("lost", month) - lost_units * making.outcomes_per_start;
    const double units = making.has_starts ? rows("started", month) : rows("shipped", month);
    add(making.place, making.product, "own_cost", month, units * standard.unit_cost);
    add(making.place, making.product, "scrap_cost", month,
        (rows("scrap", month) + rows("downgraded", month)) * standard.outcome -
            rows("downgraded_in", month) * standard.good);
    add(making.place, making.product, "yield_allowance", month, good * (standard.good - standard.outcome));
    add(making.place, making.product, "lost_value", month, lost_units * standard.process + lost_stock * standard.good);
    const double costed = making.has_starts ? good : rows("shipped", month);
    if (standard.good > 0) {
      add(making.place, making.product, "cost_of_" + making.goods, month, costed * standard.good);
      add(making.place, making.product, "costed", month, costed, making.goods);
    }
  }

  void book_sales(const MoneyTable::Making& making, const MakingRows& rows, const Standard& standard, double handover,
                  base::Month month) {
    const double shipped = rows("shipped", month);
    if (making.has_price) {
      add(making.place, making.product, "revenue", month, shipped * standard.price);
      add(making.place, making.product, "cost_of_sales", month, shipped * standard.good);
      add(making.place, making.product, "gross_profit", month, shipped * (standard.price - standard.good));
      add(making.place, making.product, "sales_held_up", month, rows("backlog", month) * standard.price);
    }
    add(making.place, making.product, "price_difference", month, shipped * (handover - standard.price));
    if (making.is_sold_at_once) {
      add(making.place, making.product, "value_out", month, shipped * handover);
    }
  }

  void book_handed_on(const MoneyTable::Making& making) {
    const Monthly& value = value_of(making);
    for (const auto& [month, lost] :
         curves_.sum({.measure = "lost", .unit = making.goods, .item = making.product, .place = making.place})) {
      add(making.place, making.product, "lost_value", month, lost * at(value, month));
    }
    book_level(making.place, making.product, "stock_value",
               curves_.sum({.measure = "stock", .unit = making.goods, .item = making.product, .place = making.place}),
               value);
  }

  /// What is held of goods at their value of each month.
  void book_level(const std::string& place, const std::string& item, const char* measure, const Monthly& level,
                  const Monthly& value) {
    double held = 0;
    double before = 0;
    bool is_first = true;
    for (const base::Month month : curves_.months()) {
      const double now = at(value, month);
      if (!std::exchange(is_first, false)) {
        add(place, item, "revaluation", month, held * (now - before));
      }
      held = at(level, month);
      before = now;
      hold(place, item, measure, month, held * now);
    }
  }

  void hold(const std::string& place, const std::string& item, const char* measure, base::Month month, double value) {
    add(place, item, measure, month, value);
    add(place, "", "working_capital", month, value);
    working_capital_[month] += value;
    const auto rate = table_.holding_rates.find(place);
    if (rate != table_.holding_rates.end()) {
      add(place, "", "holding_cost", month,
          value * rate->second * static_cast<double>(base::days_in(month)) / kDaysPerYear);
    }
  }

  void book_arrivals(const MoneyTable::Goods& goods) {
    for (const Curve* curve : curves_.find({.measure = "received", .unit = goods.unit, .item = goods.product})) {
      const std::string& place = curve->series.place;
      const bool is_inside = inside_.contains(place);
      for (const base::Month month : curves_.months()) {
        const double received = at(curve->months, month);
        const double value = received * at(goods.value, month);
        add(place, goods.product, is_inside ? "purchases" : "value_out", month, value);
        if (!is_inside && goods.accelerators > 0) {
          add(place, goods.product, "accelerators", month, received * goods.accelerators, "packages");
          add(place, goods.product, "paid_for_accelerators", month, value);
        }
      }
    }
    for (const Curve* curve : curves_.find({.measure = "input_stock", .unit = goods.unit, .item = goods.product})) {
      book_level(curve->series.place, goods.product, "input_value", curve->months, goods.value);
    }
  }

  /// All that was shipped and has neither been received nor lost.
  void book_in_transit(const MoneyTable::Goods& goods) {
    Monthly change;
    for (const MoneyTable::Making& making : table_.makings) {
      if (making.product == goods.product && making.goods == goods.unit && !making.is_sold_at_once) {
        for (const auto& [month, shipped] :
             curves_.sum({.measure = "shipped", .unit = making.goods, .item = making.product, .place = making.place})) {
          change[month] += shipped;
        }
      }
    }
    for (const auto& [month, received] :
         curves_.sum({.measure = "received", .unit = goods.unit, .item = goods.product})) {
      change[month] -= received;
    }
    for (const auto& [month, lost] :
         curves_.sum({.measure = "lost_in_transit", .unit = goods.unit, .item = goods.product})) {
      change[month] -= lost;
      add("lanes", goods.product, "lost_value", month, lost * at(goods.value, month));
    }
    double under_way = 0;
    Monthly level;
    for (const base::Month month : curves_.months()) {
      level[month] = under_way += at(change, month);
    }
    book_level("lanes", goods.product, "transit_value", level, goods.value);
  }

  void book_totals() {
    std::map<std::string, std::pair<Monthly, Monthly>> makers;  // gross profit and revenue
    for (const auto& [series, months] : rows_) {
      for (const auto& [month, amount] : months) {
        if (series.measure == "gross_profit") {
          makers[series.place].first[month] += amount;
        } else if (series.measure == "revenue") {
          makers[series.place].second[month] += amount;
        }
      }
    }
    for (const auto& [place, sums] : makers) {
      for (const auto& [month, revenue] : sums.second) {
        if (revenue > 0) {
          add(place, "", "gross_margin", month, at(sums.first, month) / revenue, "ratio");
        }
      }
    }
    for (const auto& [month, value] : working_capital_) {
      add("belt", "", "capital_days", month, value * static_cast<double>(base::days_in(month)), "USD-days");
    }
  }

  const Curves& curves_;
  const MoneyTable& table_;
  std::set<std::string, std::less<>> inside_;
  std::map<Series, Monthly> rows_;
  Monthly working_capital_;
};

}  // namespace

std::vector<Curve> money(const Curves& curves, const MoneyTable& table) {
  return table.makings.empty() ? std::vector<Curve>{} : Books(curves, table).close();
}

Curves with(const Curves& curves, const std::vector<Curve>& further) {
  std::vector<Series> series;
  std::vector<record::CurveRow> rows;
  const auto take = [&](const std::vector<Curve>& all) {
    for (const Curve& curve : all) {
      const record::SeriesId id{static_cast<std::int32_t>(series.size())};
      series.push_back(curve.series);
      for (const auto& [month, value] : curve.months) {
        rows.push_back({month, id, value});
      }
    }
  };
  take(curves.all());
  take(further);
  return {series, rows};
}

}  // namespace aibelt::metrics
