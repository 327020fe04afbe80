#include <algorithm>

#include <fmt/format.h>

#include "aibelt/supply/disruptions.hpp"
#include "targets.hpp"

namespace aibelt::supply {
namespace {

/// Writes down what goes wrong, when it does.
class DisruptionLog : public entity::Entity {
 public:
  explicit DisruptionLog(std::vector<Shock> shocks) : shocks_(std::move(shocks)) {}

  void start(entity::Desk&) override {}
  base::SimTime next_event() const override { return next_ < shocks_.size() ? shocks_[next_].at : base::kNever; }
  void step(entity::Desk& desk) override {
    const Shock& shock = shocks_[next_++];
    desk.write(record::EventRow{shock.at, shock.stage, shock.place, shock.kind, shock.name, shock.size, shock.unit});
  }
  void receive(const entity::Message&, entity::Desk&) override {}
  void finish(entity::Desk&) override {}

 private:
  std::vector<Shock> shocks_;
  std::size_t next_ = 0;
};

/// Services are no entities of their own.
std::string stage_of(const scenario::Scenario& scenario, const std::string& place) {
  const entity::ActorSpec* actor = actor_of(scenario, place);
  return actor != nullptr ? actor->stage() : "service";
}

}  // namespace

std::unique_ptr<entity::Entity> make_disruption_log(const entity::Setting& setting) {
  return std::make_unique<DisruptionLog>(shocks_of(setting.scenario));
}

std::vector<Shock> shocks_of(const scenario::Scenario& scenario) {
  std::vector<Shock> shocks;
  for (const Strike& strike : entity::strikes_of(scenario)) {
    const Size size = strike.cause->size(strike);
    for (const std::string& place : strike.cause->hit_places(scenario)) {
      shocks.push_back({strike.at, std::string(strike.name), std::string(strike.kind), stage_of(scenario, place), place,
                        size.amount, size.unit});
    }
  }
  std::stable_sort(shocks.begin(), shocks.end(), [](const Shock& a, const Shock& b) { return a.at < b.at; });
  return shocks;
}

void check_disruptions(const scenario::Scenario& scenario, base::Issues& issues) {
  for (const auto& [name, entry] : scenario.section("disruptions")) {
    const auto& disruption = dynamic_cast<const Disruption&>(*entry.spec);
    const std::string path = scenario::child_path("disruptions", name);
    if (disruption.at && (*disruption.at < scenario.from || *disruption.at >= scenario.to)) {
      issues.push_back(
          {"", scenario::child_path(path, "at"),
           fmt::format("{} lies outside the run, which goes from {} to {}", base::to_date_text(*disruption.at),
                       base::to_date_text(scenario.from), base::to_date_text(scenario.to))});
    }
    disruption.check_targets(scenario, path, issues);
  }
}

scenario::Scenario without_disruption(const scenario::Scenario& scenario, std::string_view name) {
  scenario::Scenario twin = scenario;
  auto& disruptions = twin.sections.find("disruptions")->second;
  disruptions.erase(disruptions.find(name));
  return twin;
}

}  // namespace aibelt::supply
