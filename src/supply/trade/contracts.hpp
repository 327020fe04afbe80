#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "aibelt/entity/setting.hpp"
#include "aibelt/scenario/codec.hpp"
#include "order_book.hpp"

namespace aibelt::supply {

template <base::Measure M>
using GoodsRamp = std::optional<scenario::Ramp<base::dimension(M) / base::kTime>>;

/// What a maker and one of its customers have agreed on for one product, by the month in which the goods leave.
struct Contract : scenario::Spec {
  std::string maker;
  std::string customer;
  std::string product;
  base::SimTime from = base::SimTime::min();
  base::SimTime to = base::kNever;
  GoodsRamp<base::Measure::wafer> wafers;
  GoodsRamp<base::Measure::die> dies;
  GoodsRamp<base::Measure::die> base_dies;
  GoodsRamp<base::Measure::stack> stacks;
  GoodsRamp<base::Measure::package> packages;
  GoodsRamp<base::Measure::rack> racks;

  virtual Terms terms() const = 0;

  /// The goods whose volume is given, in the order of Good.
  std::vector<entity::Good> goods() const;

  /// Units a second at `date`; nullopt where no volume is given.
  std::optional<double> volume(base::SimTime date) const;

  void check(scenario::Reader& reader, const std::string& path) const override;
};

/// What one customer may call off of one item, month by month.
class CallOffs {
 public:
  /// The part of an order that stands under one contract, and when it leaves.
  struct Part {
    std::int64_t quantity = 0;
    base::SimTime leaves;
    Terms terms = Terms::none;
  };

  /// Adds a contract, which outlives this, to a run that goes from `from` to `to`.
  void add(const Contract& contract, base::SimTime from, base::SimTime to);

  /// Books an order that comes at `now` and must leave at `leaves`: firm volume first, then the letter's, then spot. What finds no
  /// room in its month is put off to the first day of the next that has room.
  std::vector<Part> accept(std::int64_t quantity, base::SimTime leaves, base::SimTime now);

  /// What is agreed for a month; nullopt without a contract that says so.
  std::optional<std::int64_t> volume(Terms terms, base::Month month) const;

 private:
  static constexpr std::size_t kTerms = 3;  ///< firm, letter of intent, spot

  struct Agreed {
    std::optional<std::int64_t> volume;
    bool is_open = false;  ///< spot without a limit
    std::int64_t called = 0;
  };
  using Month = std::array<Agreed, kTerms>;

  /// A contract whose volumes are worked out up to before `next`.
  struct Running {
    const Contract* contract;
    base::Month next;
    double sum = 0;           ///< agreed since it began, of which whole units fall to the months
    std::int64_t agreed = 0;  ///< of it, fallen to months
  };

  static bool has_limit(const Month& month);
  void reach(Running& running, base::Month last);

  std::vector<Running> running_;
  std::map<base::Month, Month> months_;
};

}  // namespace aibelt::supply
