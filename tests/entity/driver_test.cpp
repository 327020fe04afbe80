#include "aibelt/entity/driver.hpp"

#include "aibelt/base/error.hpp"
#include "aibelt/entity/entity.hpp"
#include "tests/entity/desk.hpp"
#include "tests/support/catch.hpp"

using namespace aibelt;
using test::day;

namespace {

/// Sends a shipment to `to` once a day at `hour`, with `lead` on the way, and notes what it is told, in the order in which it hears.
class Talker : public entity::Entity {
 public:
  struct Plan {
    entity::EntityId to;
    base::Duration hour{0};
    base::Duration lead{0};
  };

  Talker(Plan plan, std::vector<std::string>& heard, std::string name)
      : plan_(plan), heard_(heard), name_(std::move(name)) {}

  void start(entity::Desk& desk) override { next_ = desk.now() + plan_.hour; }
  base::SimTime next_event() const override { return next_; }
  void step(entity::Desk& desk) override {
    note(desk, "acts");
    if (plan_.to.is_valid()) {
      desk.send(plan_.to, desk.now() + plan_.lead, entity::Shipment{{0}, ++count_});
    }
    next_ += base::kDay;
  }
  void receive(const entity::Message& message, entity::Desk& desk) override {
    note(desk, "gets " + std::to_string(std::get<entity::Shipment>(message.content).quantity) + " from " +
                   std::to_string(message.from.index));
  }
  void finish(entity::Desk& desk) override { note(desk, "ends"); }

 private:
  void note(entity::Desk& desk, const std::string& what) {
    heard_.push_back(name_ + " " + base::to_date_text(desk.now()) + " " + what);
    desk.write(record::EventRow{desk.now(), "", name_, what, "", 0, ""});
  }

  Plan plan_;
  std::vector<std::string>& heard_;
  std::string name_;
  base::SimTime next_;
  std::int64_t count_ = 0;
};

entity::Member member(const std::string& name, Talker::Plan plan, base::Duration lookahead,
                      std::vector<std::string>& heard) {
  return {name, std::make_unique<Talker>(plan, heard, name), lookahead};
}

}  // namespace

TEST_CASE("Messages of an instant come before an entity's own entries, by sender's name") {
  std::vector<std::string> heard;
  entity::Cast cast;
  cast.members.push_back(member("a", {{2}, base::Duration{0}, base::kDay}, base::kDay, heard));
  cast.members.push_back(member("b", {{2}, base::Duration{0}, base::kDay}, base::kDay, heard));
  cast.members.push_back(member("c", {}, base::kDay, heard));
  record::MemorySink sink;
  entity::run_in_memory(cast, day("2026-01-01"), day("2026-01-03"), sink);
  std::vector<std::string> of_c;
  std::copy_if(heard.begin(), heard.end(), std::back_inserter(of_c),
               [](const std::string& text) { return text[0] == 'c'; });
  CHECK(of_c == std::vector<std::string>{"c 2026-01-01 acts", "c 2026-01-02 gets 1 from 0",
                                         "c 2026-01-02 gets 1 from 1", "c 2026-01-02 acts", "c 2026-01-03 ends"});
}

TEST_CASE("Rows come in the order of time and entity, although entities run ahead of each other") {
  std::vector<std::string> heard;
  entity::Cast cast;
  cast.members.push_back(member("a", {{1}, std::chrono::hours{5}, std::chrono::days{3}}, std::chrono::days{31}, heard));
  cast.members.push_back(member("b", {{}, std::chrono::hours{3}, base::kDay}, std::chrono::days{3}, heard));
  record::MemorySink sink;
  entity::run_in_memory(cast, day("2026-01-01"), day("2026-02-10"), sink);
  REQUIRE(sink.events().size() > 80);
  for (std::size_t i = 1; i < sink.events().size(); ++i) {
    const auto& before = sink.events()[i - 1];
    const auto& after = sink.events()[i];
    CHECK(std::tie(before.time, before.place) <= std::tie(after.time, after.place));
  }
}

TEST_CASE("A message within its receiver's lookahead is a bug") {
  std::vector<std::string> heard;
  entity::Cast cast;
  cast.members.push_back(member("a", {{1}, base::Duration{0}, base::kDay - base::kSecond}, base::kDay, heard));
  cast.members.push_back(member("b", {}, base::kDay, heard));
  record::MemorySink sink;
  CHECK_THROWS_AS(entity::run_in_memory(cast, day("2026-01-01"), day("2026-02-01"), sink), base::LogicError);
}

TEST_CASE("A lookahead below a second, or of a part of one, is a bug") {
  for (const base::Duration lookahead : {base::Duration{0}, base::Duration{999'999}, base::Duration{1'500'000}}) {
    std::vector<std::string> heard;
    entity::Cast cast;
    cast.members.push_back(member("a", {}, lookahead, heard));
    record::MemorySink sink;
    CHECK_THROWS_AS(entity::run_in_memory(cast, day("2026-01-01"), day("2026-02-01"), sink), base::LogicError);
  }
}

TEST_CASE("A watch sees every month and may stop the run") {
  std::vector<std::string> heard;
  entity::Cast cast;
  cast.members.push_back(member("a", {}, base::kDay, heard));
  record::MemorySink sink;
  std::vector<std::string> months;
  const entity::Watch watch{.on_month = [&](base::SimTime now) { months.push_back(base::to_date_text(now)); },
                            .is_stopped = [&] { return months.size() == 3; }};
  CHECK_FALSE(entity::run_in_memory(cast, day("2026-01-01"), day("2026-12-01"), sink, watch));
  CHECK(months == std::vector<std::string>{"2026-02-01", "2026-03-01", "2026-04-01"});
}
