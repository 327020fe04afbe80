#include <algorithm>
#include <cmath>
#include <set>
#include <tuple>

#include "aibelt/network/chain.hpp"
#include "aibelt/network/flows.hpp"

namespace aibelt::network {
namespace {

constexpr double kScale = 1e4;  // flows are whole ten-thousandths of a finished unit
constexpr std::size_t kSource = 0;
constexpr std::size_t kSink = 1;

std::int64_t whole(double amount) {
  const double scaled = amount * kScale;
  return scaled < static_cast<double>(kUnlimited) ? std::max<std::int64_t>(std::llround(scaled), 0) : kUnlimited;
}

/// The chain as a flow network: each supply is an arc from where it is fed to where it is handed on; a place's inputs are passed
/// one after the other, so that what the first brings has to pass the makers of the second as well.
class FlowNetwork {
 public:
  FlowNetwork(const Chain& chain, const Limit& limit) : chain_(chain), limit_(limit) {}

  Bottleneck solve(const std::map<std::string, double>& wanted) {
    for (std::size_t i = 0; i < chain_.graph().places.size(); ++i) {
      const auto want = wanted.find(chain_.graph().places[i].name);
      const auto ways = chain_.ways_into(i, chain_.finished());
      if (want != wanted.end() && want->second > 0 && !ways.empty()) {
        const std::size_t door = n_vertices_++;
        bring(i, chain_.finished(), kSource, door);
        add(door, kSink, want->second, {"demand", want->first, chain_.finished(), want->second});
      }
    }
    const Cut cut = min_cut(n_vertices_, arcs_, kSource, kSink);
    Bottleneck found{static_cast<double>(cut.flow) / kScale, {}};
    for (const std::size_t arc : cut.arcs) {
      found.holds.push_back(holds_[arc]);
    }
    std::sort(found.holds.begin(), found.holds.end(),
              [](const Hold& a, const Hold& b) { return std::tie(a.stage, a.name) < std::tie(b.stage, b.name); });
    return found;
  }

 private:
  struct Ends {
    std::size_t in;
    std::size_t out;
  };

  void add(std::size_t from, std::size_t to, double capacity, Hold hold) {
    arcs_.push_back({from, to, whole(capacity), 0});
    holds_.push_back(std::move(hold));
  }

  /// Lets `item` come to `place` at `door` from every maker, each fed from `source`.
  void bring(std::size_t place, const std::string& item, std::size_t source, std::size_t door) {
    for (const GoodsWay* way : chain_.ways_into(place, item)) {
      const Supply supply{way->from, item};
      feed(supply, source);
      const double most = way->capacity.at(chain_.month()) / chain_.per_finished().at(supply);
      if (doors_.emplace(supply, door, way).second) {
        add(ends_of(supply).out, door, most, {"lane", way->name, item, most});
      }
    }
  }

  void feed(const Supply& supply, std::size_t source) {
    if (!fed_.emplace(supply, source).second) {
      return;
    }
    const Ends ends = ends_of(supply);
    const Making& making = *chain_.graph().places[supply.first].making(supply.second);
    for (const Need& need : making.needs) {
      if (chain_.ways_into(supply.first, need.item).empty()) {
        continue;
      }
      const auto [gate, is_new] = gates_.try_emplace({supply, need.item}, n_vertices_);
      n_vertices_ += is_new ? 1 : 0;
      bring(supply.first, need.item, source, gate->second);
      source = gate->second;
    }
    if (entries_.emplace(source, ends.in).second) {
      arcs_.push_back({source, ends.in, kUnlimited, 0});
      holds_.emplace_back();
    }
  }

  Ends ends_of(const Supply& supply) {
    const auto known = ends_.find(supply);
    if (known != ends_.end()) {
      return known->second;
    }
    const Ends ends{n_vertices_, n_vertices_ + 1};
    n_vertices_ += 2;
    ends_.emplace(supply, ends);
    const Place& place = chain_.graph().places[supply.first];
    const double most = limit_(place, *place.making(supply.second)) / chain_.per_finished().at(supply);
    add(ends.in, ends.out, most, {place.stage, place.name, supply.second, most});
    return ends;
  }

  const Chain& chain_;
  const Limit& limit_;
  std::size_t n_vertices_ = 2;
  std::vector<Arc> arcs_;
  std::vector<Hold> holds_;  ///< what each arc stands for
  std::map<Supply, Ends> ends_;
  std::map<std::pair<Supply, std::string>, std::size_t> gates_;
  std::set<std::pair<Supply, std::size_t>> fed_;
  std::set<std::pair<std::size_t, std::size_t>> entries_;
  std::set<std::tuple<Supply, std::size_t, const GoodsWay*>> doors_;
};

}  // namespace

Bottleneck bottleneck(const Chain& chain, const Limit& limit, const std::map<std::string, double>& wanted) {
  return FlowNetwork(chain, limit).solve(wanted);
}

}  // namespace aibelt::network
