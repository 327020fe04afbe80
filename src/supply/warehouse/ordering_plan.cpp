#include "ordering_plan.hpp"

namespace aibelt::supply {

const scenario::FieldTable<OpeningPlan>& OpeningPlan::fields() {
  static const scenario::FieldTable<OpeningPlan> table = {
      scenario::field(&OpeningPlan::plan,
                      {.name = "plan", .unit = "1/day", .low = 0, .high = 1e9, .doc = "units to order, by date"}),
      scenario::field(&OpeningPlan::until, {.name = "until", .doc = "when the policy takes over"}),
  };
  return table;
}

const scenario::FieldTable<OrderingPlan>& OrderingPlan::fields() {
  static const scenario::FieldTable<OrderingPlan> table = {
      scenario::field(&OrderingPlan::policy, {.name = "policy", .doc = "how much it orders"}),
      scenario::field(&OrderingPlan::review, {.name = "review",
                                              .unit = "days",
                                              .low = 0,
                                              .high = 366,
                                              .doc = "time from one decision to the next; 0: after every demand",
                                              .by_default = "0 days"}),
      scenario::field(&OrderingPlan::review_at, {.name = "review_at",
                                                 .unit = "days",
                                                 .low = 0,
                                                 .high = 366,
                                                 .doc = "when in that time it decides, from the start of the run on",
                                                 .by_default = "0 days"}),
      scenario::field(&OrderingPlan::most_inflated,
                      {.name = "most_inflated",
                       .unit = "1",
                       .low = 1,
                       .high = 100,
                       .doc = "most it multiplies its orders by when it is kept short, by the inverse of its fill rate",
                       .source = "[lee1997]",
                       .by_default = "1"}),
      scenario::field(&OrderingPlan::fill_window, {.name = "fill_window",
                                                   .unit = "days",
                                                   .low = 1,
                                                   .high = 1000,
                                                   .doc = "how far back deliveries count for that fill rate",
                                                   .by_default = "28 days"}),
      scenario::field(&OrderingPlan::withdraws, {.name = "withdraws",
                                                 .doc = "whether it takes inflated orders back once it is served again",
                                                 .by_default = "false"}),
      scenario::field(&OrderingPlan::opening_plan,
                      {.name = "opening_plan", .doc = "orders by plan until a date", .by_default = "none"}),
  };
  return table;
}

void OrderingPlan::check(scenario::Reader& reader, const std::string& path) const {
  const auto complain = [&](const char* key, const char* what) {
    reader.report(scenario::child_path(path, key), what);
  };
  if (!policy) {
    return;  // misread, and reported as such
  }
  policy->check(reader, scenario::child_path(path, "policy"));
  if (review.count() == 0 && policy->is_periodic()) {
    complain("policy", "goes period by period; say how long a period is in \"review\"");
  }
  if (review.count() == 0 && opening_plan) {
    complain("opening_plan", "goes period by period; say how long a period is in \"review\"");
  }
  if (review.count() > 0 && review % base::kSecond != base::Duration{0}) {
    complain("review", "must be a whole number of seconds");
  }
  if (review_at > review || (review_at == review && review.count() > 0)) {
    complain("review_at", "must be earlier than the end of the period, \"review\"");
  }
  if (withdraws && most_inflated.in_base_units() <= 1) {
    complain("withdraws", "means nothing without \"most_inflated\" above 1");
  }
}

}  // namespace aibelt::supply
