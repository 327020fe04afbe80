#include <algorithm>
#include <cmath>

#include "aibelt/base/portable_math.hpp"
#include "kinds.hpp"
#include "queue_kind.hpp"

namespace aibelt::supply {
namespace {

/// Each lot waits for the tools and then takes a time of its own: the raw process time × exp(σ Z − σ² / 2), Z normal.
class LotFlow : public Flow {
 public:
  LotFlow(ToolQueue queue, base::Duration raw_process_time, std::int64_t lot_size, double sigma,
          const base::Stream& random)
      : queue_(std::move(queue)),
        raw_process_days_(static_cast<double>(raw_process_time.count()) / kMicrosecondsPerDay),
        lot_size_(lot_size),
        sigma_(sigma),
        random_(random) {}

  void start(const Batch& batch, std::vector<Release>&) override { queue_.add(batch); }

  void pass(base::SimTime day, Load passable, std::vector<Release>& out) override {
    passed_.clear();
    queue_.pass(day, passable, passed_);
    for (const ToolQueue::Passed& part : passed_) {
      release(part, day, out);
    }
  }

  Load waiting() const override { return queue_.load(); }
  void lose(std::size_t recipe, LossCount& loss, std::vector<Batch>& lost) override { queue_.lose(recipe, loss, lost); }

 private:
  static constexpr double kMicrosecondsPerDay = static_cast<double>(base::kDay.count());

  void release(const ToolQueue::Passed& part, base::SimTime day, std::vector<Release>& out) {
    const double a_unit = (part.last - part.first) / static_cast<double>(part.batch.units);
    for (std::int64_t gone = 0; gone < part.batch.units;) {
      const std::int64_t units = std::min(lot_size_, part.batch.units - gone);
      gone += units;
      const double days = part.first + a_unit * static_cast<double>(gone) + raw_process_days_ * spread();
      const base::Duration cycle_time{std::llround(days * kMicrosecondsPerDay)};
      const base::SimTime started = part.batch.started;
      out.push_back({{part.batch.recipe, units, started, part.batch.passing}, std::max(day, started + cycle_time)});
    }
  }

  /// A lognormal of mean 1.
  double spread() { return sigma_ > 0 ? base::exp(random_.normal(-sigma_ * sigma_ / 2, sigma_)) : 1; }

  ToolQueue queue_;
  double raw_process_days_;
  std::int64_t lot_size_;
  double sigma_;
  base::Stream random_;
  std::vector<ToolQueue::Passed> passed_;
};

struct Lots : QueueKind {
  std::int64_t lot_size = 25;
  base::Ratio spread = base::Ratio::from_base_units(0);

  base::Duration shortest() const override {
    return spread.in_base_units() > 0 ? base::Duration{0} : QueueKind::shortest();
  }

  std::unique_ptr<Flow> begin(const FlowSetting& setting) const override {
    const double of_mean = spread.in_base_units();
    const double sigma = std::sqrt(base::log1p(of_mean * of_mean));
    return std::make_unique<LotFlow>(ToolQueue(setting.loads, slack(), lot_size), raw_process_time, lot_size, sigma,
                                     setting.random);
  }

  static const scenario::FieldTable<Lots>& fields() {
    static const scenario::FieldTable<Lots> table = [] {
      auto all = queue_fields<Lots>();
      all.push_back(scenario::field(&Lots::lot_size, {.name = "lot_size",
                                                      .unit = "1",
                                                      .low = 1,
                                                      .high = 100000,
                                                      .doc = "units that travel together",
                                                      .by_default = "25"}));
      all.push_back(
          scenario::field(&Lots::spread, {.name = "variability",
                                          .unit = "1",
                                          .low = 0,
                                          .high = 2,
                                          .doc = "of lots' raw process times: standard deviation over mean, lognormal",
                                          .by_default = "0"}));
      return all;
    }();
    return table;
  }
};

}  // namespace

scenario::Kind<FlowKind> lots() {
  return scenario::kind<FlowKind, Lots>("lots", "lot by lot, each with a cycle time of its own");
}

}  // namespace aibelt::supply
