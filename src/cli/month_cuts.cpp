#include "month_cuts.hpp"

#include <algorithm>
#include <limits>
#include <set>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "aibelt/report/csv_sink.hpp"
#include "table.hpp"

namespace aibelt::cli {
namespace {

constexpr double kUnlimited = std::numeric_limits<double>::infinity();

/// By item.
using Shares = std::map<std::string, double>;

class Cutter {
 public:
  Cutter(const report::PastRun& run, const report::Figures& figures) : run_(run), figures_(figures) {
    for (const network::GoodsWay& way : run.graph->ways) {
      for (const std::string& item : way.items) {
        carried_.emplace(way.from, item);
      }
    }
  }

  MonthCut cut(const metrics::Binding& walk) const {
    const auto month = static_cast<std::size_t>(walk.month.index - run_.from.index);
    const std::string product = walk.evidence.front().item;
    MonthCut found{walk.month, product, 0, {}, walk};
    std::map<std::string, double> wanted;
    for (const network::Place& place : run_.graph->places) {
      const double want = figures_.at(place.name, product, "received", month) +
                          figures_.at(place.name, product, "unmet", month) +
                          figures_.at(place.name, product, "late", month);
      wanted[place.name] = want;
      found.wanted += want;
    }
    const network::Chain chain(*run_.graph, product + " racks", month);
    Shares shares = {{chain.finished(), 1}};
    const auto limit = [&](const network::Place& place, const network::Making& making) {
      return most(place, making, share_of(making.item, chain, shares), month);
    };
    found.cut = network::bottleneck(chain, limit, wanted);
    return found;
  }

 private:
  bool is_carried(const network::Place& place, const network::Making& making) const {
    return carried_.contains({static_cast<std::size_t>(&place - run_.graph->places.data()), making.item});
  }

  /// Units of capacity that orders may take together: less than all where the place makes something that no lane carries.
  double for_orders(const network::Place& place, std::size_t month) const {
    double largest = 0;
    bool has_filler = false;
    for (const network::Making& making : place.makes) {
      if (is_carried(place, making)) {
        largest = std::max(largest, making.most.at(month) * making.capacity_per_good.at(month));
      } else {
        has_filler = true;
      }
    }
    return has_filler ? largest : kUnlimited;
  }

  /// Part of what was used of `item` in the month that went into the chain's finished item; all where nothing was used.
  double share_of(const std::string& item, const network::Chain& chain, Shares& shares) const {
    if (const auto known = shares.find(item); known != shares.end()) {
      return known->second;
    }
    double all = 0;
    double into_chain = 0;
    for (std::size_t i = 0; i < run_.graph->places.size(); ++i) {
      const network::Place& place = run_.graph->places[i];
      for (const network::Making& making : place.makes) {
        const double used = use_of(item, place, making, chain.month());
        all += used;
        if (used > 0 && chain.per_finished().contains({i, making.item})) {
          into_chain += used * share_of(making.item, chain, shares);
        }
      }
    }
    return shares[item] = all > 0 ? into_chain / all : 1;
  }

  /// Units of `item` that the month's starts of `making` took.
  double use_of(const std::string& item, const network::Place& place, const network::Making& making,
                std::size_t month) const {
    const double started = figures_.at(place.name, report::product_of(making.item), "started", month);
    for (const network::Need& need : making.needs) {
      if (need.item == item && started > 0) {
        return started * need.per_good.at(month) * goods_per_start(making, month);
      }
    }
    return 0;
  }

  static double goods_per_start(const network::Making& making, std::size_t month) {
    const double per_good = making.capacity_per_good.at(month);
    return per_good > 0 ? making.capacity_per_start / per_good : 0;
  }

  /// What is left of the capacity, and of the item's largest share of it, beside what others took: `share` is the chain's part.
  double most(const network::Place& place, const network::Making& making, double share, std::size_t month) const {
    if (!figures_.has(place.name, "", "capacity")) {
      return making.most.at(month);
    }
    const double for_others = (1 - share) * figures_.at(place.name, report::product_of(making.item), "started", month);
    double room = std::min(figures_.at(place.name, "", "capacity", month), for_orders(place, month)) -
                  for_others * making.capacity_per_start;
    for (const network::Making& other : place.makes) {
      if (other.item != making.item && is_carried(place, other)) {
        room -= figures_.at(place.name, report::product_of(other.item), "started", month) * other.capacity_per_start;
      }
    }
    const double per_good = making.capacity_per_good.at(month);
    const double of_share = making.most.at(month) - for_others * goods_per_start(making, month);
    return per_good > 0 ? std::max(std::min(of_share, room / per_good), 0.0) : 0;
  }

  const report::PastRun& run_;
  const report::Figures& figures_;
  std::set<std::pair<std::size_t, std::string>> carried_;
};

std::vector<std::string> stages_of(const network::Bottleneck& cut) {
  std::vector<std::string> stages;
  for (const network::Hold& hold : cut.holds) {
    if (std::find(stages.begin(), stages.end(), hold.stage) == stages.end()) {
      stages.push_back(hold.stage);
    }
  }
  return stages;
}

}  // namespace

bool MonthCut::agrees() const {
  return std::any_of(cut.holds.begin(), cut.holds.end(),
                     [&](const network::Hold& hold) { return hold.stage == walk.stage; });
}

std::vector<MonthCut> month_cuts(const report::PastRun& run, const report::Figures& figures) {
  const Cutter cutter(run, figures);
  std::vector<MonthCut> cuts;
  for (const metrics::Binding& walk : metrics::binding_of_supply(metrics::Curves(run.series, run.curves))) {
    if (!walk.evidence.empty()) {
      cuts.push_back(cutter.cut(walk));
    }
  }
  return cuts;
}

std::string csv_of(const std::vector<MonthCut>& cuts) {
  std::string text = "month,racks,wanted,most,stage,place,item,amount,walk_stage,walk_reason\n";
  for (const MonthCut& one : cuts) {
    for (const network::Hold& hold : one.cut.holds) {
      text += fmt::format("{},{},{},{},{},{},{},{},{},{}\n", base::to_text(one.month), report::csv_field(one.item),
                          one.wanted, one.cut.most, hold.stage, report::csv_field(hold.name),
                          report::csv_field(hold.item), hold.amount, one.walk.stage, one.walk.reason);
    }
  }
  return text;
}

std::string agreement_table(const std::vector<MonthCut>& cuts) {
  std::map<std::pair<std::string, std::string>, int> pairs;
  int n_comparable = 0;
  int n_agreeing = 0;
  int n_alone = 0;
  for (const MonthCut& one : cuts) {
    n_comparable += one.is_comparable() ? 1 : 0;
    n_agreeing += one.is_comparable() && one.agrees() ? 1 : 0;
    n_alone += one.is_comparable() && one.agrees() && stages_of(one.cut).size() == 1 ? 1 : 0;
    ++pairs[{to_text(one.walk), fmt::format("{}", fmt::join(stages_of(one.cut), " + "))}];
  }
  std::vector<std::vector<std::string>> rows = {{"months", "binding stage by what waits", "least cut"}};
  for (const auto& [pair, count] : pairs) {
    rows.push_back({std::to_string(count), pair.first, pair.second});
  }
  return text_table(rows, 1) + fmt::format(
                                   "racks are late in {} months; of the {} that compare, the cut names the binding "
                                   "stage in {}, in {} of them no other\n",
                                   cuts.size(), n_comparable, n_agreeing, n_alone);
}

}  // namespace aibelt::cli
