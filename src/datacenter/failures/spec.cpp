#include <cmath>

#include "aibelt/datacenter/failures.hpp"

namespace aibelt::datacenter {

using scenario::field;

const scenario::FieldTable<SpanSpec>& SpanSpec::fields() {
  static const scenario::FieldTable<SpanSpec> table = {
      field(&SpanSpec::distribution, {.name = "distribution",
                                      .doc = "how it varies about the mean",
                                      .choices = {"exponential", "fixed", "lognormal"},
                                      .by_default = "exponential"}),
      field(&SpanSpec::mean, {.name = "mean", .unit = "h", .low = 0, .high = 100000, .doc = "mean length"}),
      field(&SpanSpec::variation, {.name = "variation",
                                   .unit = "1",
                                   .low = 0,
                                   .high = 20,
                                   .doc = "coefficient of variation, of a lognormal length only",
                                   .by_default = "1"}),
  };
  return table;
}

const scenario::FieldTable<EscalationSpec>& EscalationSpec::fields() {
  static const scenario::FieldTable<EscalationSpec> table = {
      field(&EscalationSpec::share,
            {.name = "share", .unit = "1", .low = 0, .high = 1, .doc = "share of repairs that need the second stage"}),
      field(&EscalationSpec::repair, {.name = "repair", .doc = "length of the second stage"}),
      field(&EscalationSpec::cures, {.name = "cures",
                                     .unit = "1",
                                     .low = 0,
                                     .high = 1,
                                     .doc = "chance that the second stage makes a lemon sound",
                                     .by_default = "0"}),
  };
  return table;
}

const scenario::FieldTable<ComponentSpec>& ComponentSpec::fields() {
  static const scenario::FieldTable<ComponentSpec> table = {
      field(&ComponentSpec::rate_per_node, {.name = "rate_per_node",
                                            .unit = "1/node/d",
                                            .low = 0,
                                            .high = 1000,
                                            .doc = "faults of a node in service; this or the next",
                                            .by_default = "none"}),
      field(&ComponentSpec::rate_per_accelerator, {.name = "rate_per_accelerator",
                                                   .unit = "1/GPU/h",
                                                   .low = 0,
                                                   .high = 10,
                                                   .doc = "faults of each of its accelerators; this or the one before",
                                                   .by_default = "none"}),
      field(&ComponentSpec::applies, {.name = "applies",
                                      .doc = "whether idle nodes fail as well",
                                      .choices = {"always", "when_busy"},
                                      .by_default = "always"}),
      field(&ComponentSpec::interrupt_share, {.name = "interrupt_share",
                                              .unit = "1",
                                              .low = 0,
                                              .high = 1,
                                              .doc = "share of faults that only interrupt: the node restarts in place",
                                              .by_default = "0"}),
      field(&ComponentSpec::repair,
            {.name = "repair", .doc = "from the crew's beginning to the node's return", .by_default = "no time"}),
      field(&ComponentSpec::cures, {.name = "cures",
                                    .unit = "1",
                                    .low = 0,
                                    .high = 1,
                                    .doc = "chance that a repair makes a lemon sound",
                                    .by_default = "0"}),
      field(&ComponentSpec::escalation,
            {.name = "escalation", .doc = "second, thorough stage of some repairs", .by_default = "none"}),
  };
  return table;
}

const scenario::FieldTable<EarlyLifeSpec>& EarlyLifeSpec::fields() {
  static const scenario::FieldTable<EarlyLifeSpec> table = {
      field(&EarlyLifeSpec::factor, {.name = "factor",
                                     .unit = "1",
                                     .low = 1,
                                     .high = 1000,
                                     .doc = "fault rate of a new node over a seasoned one"}),
      field(&EarlyLifeSpec::span,
            {.name = "span", .unit = "days", .low = 0, .high = 5000, .doc = "how long a node counts as new"}),
  };
  return table;
}

const scenario::FieldTable<LemonSpec>& LemonSpec::fields() {
  static const scenario::FieldTable<LemonSpec> table = {
      field(&LemonSpec::share, {.name = "share", .unit = "1", .low = 0, .high = 1, .doc = "share of new nodes"}),
      field(&LemonSpec::factor,
            {.name = "factor", .unit = "1", .low = 1, .high = 1000, .doc = "fault rate of a lemon over a sound node"}),
      field(&LemonSpec::detected_after, {.name = "detected_after",
                                         .unit = "1",
                                         .low = 1,
                                         .high = 250,
                                         .doc = "faults of a lemon after which it is replaced by a sound node",
                                         .by_default = "never"}),
      field(&LemonSpec::replacement,
            {.name = "replacement", .doc = "from the crew's beginning to the new node", .by_default = "no time"}),
  };
  return table;
}

const scenario::FieldTable<SharedFaultSpec>& SharedFaultSpec::fields() {
  static const scenario::FieldTable<SharedFaultSpec> table = {
      field(&SharedFaultSpec::scope,
            {.name = "scope", .doc = "whose nodes go down together", .choices = {"rack", "switch", "site"}}),
      field(&SharedFaultSpec::rate, {.name = "rate",
                                     .unit = "1/year",
                                     .low = 0,
                                     .high = 100000,
                                     .doc = "faults of each rack, of each switch or of the site"}),
      field(&SharedFaultSpec::repair, {.name = "repair", .doc = "until the nodes return"}),
  };
  return table;
}

const scenario::FieldTable<MaintenanceSpec>& MaintenanceSpec::fields() {
  static const scenario::FieldTable<MaintenanceSpec> table = {
      field(&MaintenanceSpec::interval, {.name = "interval",
                                         .unit = "days",
                                         .low = 0.01,
                                         .high = 5000,
                                         .doc = "between the beginnings of two rounds"}),
      field(&MaintenanceSpec::share,
            {.name = "share", .unit = "1", .low = 0.0001, .high = 1, .doc = "share of the nodes worked on at a time"}),
      field(&MaintenanceSpec::duration,
            {.name = "duration", .unit = "h", .low = 0, .high = 10000, .doc = "that a node is away"}),
      field(&MaintenanceSpec::notice,
            {.name = "notice",
             .unit = "h",
             .low = 0,
             .high = 10000,
             .doc = "for which nothing new starts on a node before it goes; what still runs then is killed",
             .by_default = "0 h"}),
  };
  return table;
}

const scenario::FieldTable<FailureSpec>& FailureSpec::fields() {
  static const scenario::FieldTable<FailureSpec> table = {
      field(&FailureSpec::components,
            {.name = "components", .doc = "parts of a node that fail, by name", .by_default = "{}"}),
      field(
          &FailureSpec::shared_faults,
          {.name = "shared_faults", .doc = "faults of whole racks, switches or the site, by name", .by_default = "{}"}),
      field(&FailureSpec::racks_per_switch, {.name = "racks_per_switch",
                                             .unit = "1",
                                             .low = 1,
                                             .high = 100000,
                                             .doc = "racks that go down with a switch",
                                             .by_default = "1"}),
      field(&FailureSpec::crew, {.name = "crew",
                                 .unit = "1",
                                 .low = 1,
                                 .high = 1000000,
                                 .doc = "nodes repaired at one time, first come first served",
                                 .by_default = "as many as need be"}),
      field(&FailureSpec::spare_share, {.name = "spares",
                                        .unit = "1",
                                        .low = 0,
                                        .high = 0.9,
                                        .doc = "share of the nodes kept back to take the place of those that are down",
                                        .by_default = "0"}),
      field(&FailureSpec::swap_time, {.name = "swap_time",
                                      .unit = "min",
                                      .low = 0,
                                      .high = 100000,
                                      .doc = "until a spare is in service",
                                      .by_default = "0 min"}),
      field(&FailureSpec::early_life, {.name = "early_life", .doc = "new nodes fail more often"}),
      field(&FailureSpec::lemons, {.name = "lemons", .doc = "some nodes fail more often"}),
      field(&FailureSpec::maintenance, {.name = "maintenance", .doc = "planned work on every node"}),
  };
  return table;
}

void FailureSpec::check(scenario::Reader& reader, const std::string& path) const {
  const std::string components_path = scenario::child_path(path, "components");
  for (const auto& [name, component] : components) {
    if (component.rate_per_node.has_value() == component.rate_per_accelerator.has_value()) {
      reader.report(scenario::child_path(components_path, name),
                    "needs either \"rate_per_node\" or \"rate_per_accelerator\"");
    }
  }
  for (const auto& [name, fault] : shared_faults) {
    if (components.contains(name)) {
      reader.report(scenario::child_path(scenario::child_path(path, "shared_faults"), name),
                    "has the name of a component; give it another");
    }
  }
  if (maintenance) {
    const auto waves = static_cast<std::int64_t>(std::ceil(1 / maintenance->share.in_base_units()));
    if (waves * maintenance->duration + maintenance->notice > maintenance->interval) {
      reader.report(scenario::child_path(path, "maintenance"),
                    "does not reach every node within its interval; make the share larger or the duration shorter");
    }
  }
}

}  // namespace aibelt::datacenter
