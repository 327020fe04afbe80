#pragma once

#include <memory>
#include <vector>

#include "aibelt/engine/engine.hpp"
#include "tests/engine/running.hpp"

namespace aibelt::test {

/// Every message of a run: when it was sent and what it was.
struct Posted {
  base::SimTime sent;
  base::SimTime arrives;
  entity::EntityId from;
  entity::EntityId to;
  entity::Content content;
};

/// Stands in for an entity and notes what it sends.
class Spy : public entity::Entity {
 public:
  Spy(std::unique_ptr<entity::Entity> inner, entity::EntityId self, std::vector<Posted>& posts)
      : inner_(std::move(inner)), self_(self), posts_(posts) {}

  void start(entity::Desk& desk) override {
    with(desk, [this](entity::Desk& own) { inner_->start(own); });
  }
  base::SimTime next_event() const override { return inner_->next_event(); }
  void step(entity::Desk& desk) override {
    with(desk, [this](entity::Desk& own) { inner_->step(own); });
  }
  void receive(const entity::Message& message, entity::Desk& desk) override {
    with(desk, [&](entity::Desk& own) { inner_->receive(message, own); });
  }
  void finish(entity::Desk& desk) override {
    with(desk, [this](entity::Desk& own) { inner_->finish(own); });
  }

 private:
  class Watched : public entity::Desk {
   public:
    Watched(entity::Desk& desk, Spy& spy) : desk_(desk), spy_(spy) {}
    base::SimTime now() const override { return desk_.now(); }
    void send(entity::EntityId to, base::SimTime arrives, const entity::Content& content) override {
      spy_.posts_.push_back({now(), arrives, spy_.self_, to, content});
      desk_.send(to, arrives, content);
    }
    void write(const record::CurveRow& row) override { desk_.write(row); }
    void write(const record::EventRow& row) override { desk_.write(row); }
    void write(const record::JobRow& row) override { desk_.write(row); }
    entity::Flows& flows() override { return desk_.flows(); }

   private:
    entity::Desk& desk_;
    Spy& spy_;
  };

  template <class Action>
  void with(entity::Desk& desk, Action action) {
    Watched watched(desk, *this);
    action(watched);
  }

  std::unique_ptr<entity::Entity> inner_;
  entity::EntityId self_;
  std::vector<Posted>& posts_;
};

/// A run with all its messages.
struct SpiedRun {
  std::vector<Posted> posts;
  std::shared_ptr<const entity::Items> items;
  std::vector<std::string> names;  ///< by EntityId
  Run run;

  explicit SpiedRun(const scenario::Scenario& scenario) : run(play(scenario)) {}

  const std::string& name(entity::EntityId id) const { return names[static_cast<std::size_t>(id.index)]; }

 private:
  record::MemorySink play(const scenario::Scenario& scenario) {
    entity::Cast cast = engine::build(scenario);
    items = cast.items;
    for (const entity::Member& member : cast.members) {
      names.push_back(member.name);
    }
    for (std::size_t i = 0; i < cast.members.size(); ++i) {
      auto& entity = cast.members[i].entity;
      entity = std::make_unique<Spy>(std::move(entity), entity::EntityId{static_cast<std::int32_t>(i)}, posts);
    }
    record::MemorySink sink;
    entity::run_in_memory(cast, scenario.from, scenario.to, sink);
    return sink;
  }
};

}  // namespace aibelt::test
