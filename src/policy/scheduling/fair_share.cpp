#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "aibelt/base/portable_math.hpp"
#include "reserved_head.hpp"
#include "schedulers.hpp"
#include "tenant_weights.hpp"

namespace aibelt::policy {
namespace {

constexpr double kLn2 = 0.69314718055994530942;

double in_seconds(base::Duration duration) { return static_cast<double>(duration.count()) * 1e-6; }

/// Processor time of one tenant, in processor seconds that count half after each half-life.
struct Usage {
  double past = 0;
  std::int64_t running = 0;  ///< processors

  /// Lets time pass in which what was worth 1 becomes worth `kept`, and a processor adds `added`.
  void age(double kept, double added) { past = past * kept + static_cast<double>(running) * added; }
};

/// The fair-share factor of Slurm's classic algorithm [slurm2024], 2^(-usage / share), ranks the tenants; within a
/// tenant the order of submission rules. Usage is processor time that decays by half in each half-life, so it depends on
/// what has run, not on what starts in this pass. Of Slurm's other factors (age, size, partition, service class) none counts.
///
/// The first job by rank that does not fit holds a reservation as under EASY; ranks are formed anew in each pass, so another
/// job may hold it in the next.
class FairShareQueue : public Scheduler {
 public:
  FairShareQueue(base::Duration half_life, TenantWeights weights)
      : half_life_(half_life), weights_(std::move(weights)) {}

  void submit(const Request& request) override {
    const auto tenant = static_cast<std::size_t>(request.tenant);
    if (tenant >= lines_.size()) {
      lines_.resize(tenant + 1);
      usage_.resize(tenant + 1);
    }
    lines_[tenant].add(request);
  }

  void withdraw(std::int32_t job) override {
    for (WaitingLine& line : lines_) {
      if (const std::size_t place = line.place_of(job); place != WaitingLine::kNone) {
        line.remove(place);
      }
    }
    if (head_.is_head(job)) {
      head_.drop();
    }
  }

  void complete(const Request& request, base::SimTime expected_end, base::SimTime now) override {
    age(now);
    usage_[static_cast<std::size_t>(request.tenant)].running -= request.processors;
    head_.complete(request, expected_end);
  }

  void set_capacity(std::int32_t /*processors*/, base::SimTime /*now*/) override {}

  void decide(Room& room) override {
    age(room.now());
    head_.begin_pass(room);
    head_.drop();
    for (const std::size_t tenant : ranking()) {
      const std::int32_t before = room.free();
      go_through(lines_[tenant], room);
      usage_[tenant].running += before - room.free();
    }
  }

  base::SimTime promised_start(std::int32_t job) const override {
    return head_.is_head(job) ? head_.shadow() : base::kNever;
  }

 private:
  void age(base::SimTime now) {
    const base::Duration passed = now - std::exchange(aged_until_, now).value_or(now);
    if (passed == base::Duration::zero()) {
      return;
    }
    const double half_lives = in_seconds(passed) / in_seconds(half_life_);
    const double kept = base::exp(-kLn2 * half_lives);
    const double added = (1 - kept) * in_seconds(half_life_) / kLn2;
    for (Usage& usage : usage_) {
      usage.age(kept, added);
    }
  }

  /// Tenants with waiting jobs, the least served by their weight first.
  std::vector<std::size_t> ranking() const {
    std::vector<std::size_t> tenants;
    for (std::size_t tenant = 0; tenant < lines_.size(); ++tenant) {
      if (!lines_[tenant].is_empty()) {
        tenants.push_back(tenant);
      }
    }
    const auto served = [this](std::size_t tenant) { return usage_[tenant].past / weights_.of(tenant); };
    std::stable_sort(tenants.begin(), tenants.end(),
                     [&](std::size_t a, std::size_t b) { return served(a) < served(b); });
    return tenants;
  }

  void go_through(WaitingLine& line, Room& room) {
    while (!line.is_empty() && !head_.has_head() && head_.start_first(line.at(line.front()), room)) {
      line.remove(line.front());
    }
    if (!line.is_empty()) {
      head_.start_past(line, line.front() + (head_.is_head(line.at(line.front()).job) ? 1 : 0), room);
    }
  }

  base::Duration half_life_;
  TenantWeights weights_;
  std::vector<WaitingLine> lines_;  ///< by tenant
  std::vector<Usage> usage_;        ///< by tenant
  std::optional<base::SimTime> aged_until_;
  ReservedHead head_;
};

class FairShare : public SchedulingPolicy {
 public:
  WeightsByName weights;
  base::Duration half_life = base::kWeek;

  std::vector<std::string> tenants() const override { return names_of(weights); }

  std::unique_ptr<Scheduler> open(std::int32_t /*processors*/, const std::vector<std::string>& tenants) const override {
    return std::make_unique<FairShareQueue>(half_life, TenantWeights(weights, tenants));
  }

  static const scenario::FieldTable<FairShare>& fields() {
    static const scenario::FieldTable<FairShare> table = {
        weights_field(&FairShare::weights),
        scenario::field(&FairShare::half_life, {.name = "half_life",
                                                .unit = "days",
                                                .low = 0.001,
                                                .high = 10000,
                                                .doc = "after which past processor time counts half",
                                                .source = "slurm2024",
                                                .by_default = "7 days"}),
    };
    return table;
  }
};

}  // namespace

scenario::Kind<SchedulingPolicy> fair_share() {
  return scenario::kind<SchedulingPolicy, FairShare>("fair_share",
                                                     "tenants by decayed processor time over weight, the least served "
                                                     "first; others may pass the first job that does not "
                                                     "fit as under easy_backfill [slurm2024]");
}

}  // namespace aibelt::policy
