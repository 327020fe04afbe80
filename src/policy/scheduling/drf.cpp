#include <algorithm>
#include <deque>
#include <limits>
#include <vector>

#include "schedulers.hpp"
#include "tenant_weights.hpp"

namespace aibelt::policy {
namespace {

/// Slots, CPU and memory.
struct Amounts {
  std::int64_t slots = 0;
  std::int64_t cpu_milli = 0;
  std::int64_t memory_mib = 0;

  void add(const Request& request, std::int64_t sign) {
    slots += sign * request.processors;
    cpu_milli += sign * request.cpu_milli;
    memory_mib += sign * request.memory_mib;
  }
};

/// 0 of a resource that nobody counts.
double part(std::int64_t used, std::int64_t total) {
  return total > 0 ? static_cast<double>(used) / static_cast<double>(total) : 0;
}

/// Dominant resource fairness by progressive filling [ghodsi2011]: again and again the tenant with the smallest dominant
/// share over its weight starts its first job. A tenant's dominant share is its largest share of any one resource.
///
/// A tenant whose first job finds no room waits while the others go on, so a wide job may wait long for many to end.
class DrfQueue : public Scheduler {
 public:
  explicit DrfQueue(TenantWeights weights) : weights_(std::move(weights)) {}

  void submit(const Request& request) override {
    const auto tenant = static_cast<std::size_t>(request.tenant);
    if (tenant >= tenants_.size()) {
      tenants_.resize(tenant + 1);
    }
    tenants_[tenant].line.push_back(request);
  }

  void withdraw(std::int32_t job) override {
    for (Tenant& tenant : tenants_) {
      std::erase_if(tenant.line, [job](const Request& request) { return request.job == job; });
    }
  }

  void complete(const Request& request, base::SimTime /*expected_end*/, base::SimTime /*now*/) override {
    tenants_[static_cast<std::size_t>(request.tenant)].used.add(request, -1);
    used_.add(request, -1);
  }

  void set_capacity(std::int32_t /*processors*/, base::SimTime /*now*/) override {}

  void decide(Room& room) override {
    for (Tenant& tenant : tenants_) {
      tenant.is_passed_over = false;
    }
    bool is_backfill = false;
    for (Tenant* next = least_served(room); next != nullptr; next = least_served(room)) {
      const Request& first = next->line.front();
      if (!fits(first, room) || !room.start(first, is_backfill)) {
        next->is_passed_over = true;
        is_backfill = true;
        continue;
      }
      next->used.add(first, 1);
      used_.add(first, 1);
      next->line.pop_front();
    }
  }

 private:
  struct Tenant {
    std::deque<Request> line;
    Amounts used;
    bool is_passed_over = false;  ///< in this pass
  };

  bool fits(const Request& request, const Room& room) const {
    const auto is_left = [](std::int64_t wanted, std::int64_t used, std::int64_t total) {
      return total == 0 || used + wanted <= total;
    };
    return request.processors <= room.free() && is_left(request.cpu_milli, used_.cpu_milli, room.cpu_milli()) &&
           is_left(request.memory_mib, used_.memory_mib, room.memory_mib());
  }

  static double dominant_share(const Amounts& used, const Room& room) {
    return std::max({part(used.slots, room.capacity()), part(used.cpu_milli, room.cpu_milli()),
                     part(used.memory_mib, room.memory_mib())});
  }

  /// Null where nobody waits who has not been passed over.
  Tenant* least_served(const Room& room) {
    Tenant* least = nullptr;
    double least_share = std::numeric_limits<double>::infinity();
    for (std::size_t i = 0; i < tenants_.size(); ++i) {
      Tenant& tenant = tenants_[i];
      if (tenant.line.empty() || tenant.is_passed_over) {
        continue;
      }
      if (const double share = dominant_share(tenant.used, room) / weights_.of(i); share < least_share) {
        least = &tenant;
        least_share = share;
      }
    }
    return least;
  }

  TenantWeights weights_;
  std::vector<Tenant> tenants_;
  Amounts used_;  ///< by all
};

class Drf : public SchedulingPolicy {
 public:
  WeightsByName weights;

  std::vector<std::string> tenants() const override { return names_of(weights); }

  std::unique_ptr<Scheduler> open(std::int32_t /*processors*/, const std::vector<std::string>& tenants) const override {
    return std::make_unique<DrfQueue>(TenantWeights(weights, tenants));
  }

  static const scenario::FieldTable<Drf>& fields() {
    static const scenario::FieldTable<Drf> table = {weights_field(&Drf::weights)};
    return table;
  }
};

}  // namespace

scenario::Kind<SchedulingPolicy> drf() {
  return scenario::kind<SchedulingPolicy, Drf>("drf",
                                               "dominant resource fairness: the tenant whose largest share of "
                                               "accelerators, CPU or memory is smallest starts its "
                                               "next job [ghodsi2011]");
}

}  // namespace aibelt::policy
