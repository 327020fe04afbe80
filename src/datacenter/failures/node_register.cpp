#include "node_register.hpp"

#include <algorithm>
#include <cmath>

#include "aibelt/base/error.hpp"

namespace aibelt::datacenter {

NodeRegister::NodeRegister(const FailureSpec& spec, const base::Stream& lemon_stream)
    : spec_(spec), lemon_stream_(lemon_stream) {}

const NodeRegister::Node& NodeRegister::at(std::int32_t node) const {
  base::ensure(node >= 0 && node < size(), "Failures: no such node");
  return nodes_[static_cast<std::size_t>(node)];
}

std::int32_t NodeRegister::n_kept_back(std::int32_t n_nodes) const {
  return static_cast<std::int32_t>(std::floor(spec_.spare_share.in_base_units() * n_nodes + 0.5));
}

void NodeRegister::add(const NodeBatch& batch) {
  base::ensure(batch.first == size() && batch.count > 0, "Failures: nodes join in order, without a gap");
  base::ensure(batch.accelerators >= 0 && batch.accelerators <= 255, "Failures: 0 to 255 accelerators a node");
  const std::int32_t n_spares = std::min(batch.count, n_kept_back(n_left_ + batch.count) - n_kept_back(n_left_));
  const std::int32_t first_spare = batch.first + batch.count - n_spares;
  Node node;
  node.accelerators = static_cast<std::uint8_t>(batch.accelerators);
  nodes_.resize(nodes_.size() + static_cast<std::size_t>(batch.count), node);
  for (std::int32_t spare = first_spare; spare < size(); ++spare) {
    at(spare).status = Status::spare;
    spares_.insert(spares_.end(), spare);
  }
  n_left_ += batch.count;
  n_in_service_ += batch.count - n_spares;
  most_accelerators_ = std::max(most_accelerators_, batch.accelerators);
  note_new(batch);
  note_rack(batch);
  draw_lemons(batch);
}

void NodeRegister::note_new(const NodeBatch& batch) {
  if (!spec_.early_life) {
    return;
  }
  const base::SimTime until = batch.since + spec_.early_life->span;
  n_new_ += batch.count;
  if (!new_nodes_.empty() && new_nodes_.back().until == until &&
      new_nodes_.back().first + new_nodes_.back().count == batch.first) {
    new_nodes_.back().count += batch.count;
  } else {
    new_nodes_.push_back({batch.first, batch.count, until});
  }
}

void NodeRegister::note_rack(const NodeBatch& batch) {
  base::ensure(batch.rack >= 0, "Failures: racks are numbered from 0");
  const auto rack = static_cast<std::size_t>(batch.rack);
  racks_.resize(std::max(racks_.size(), rack + 1));
  racks_[rack].push_back({batch.first, batch.count});
}

/// As many lemons as the share of the batch makes, a fraction of a node by chance, each node equally likely.
void NodeRegister::draw_lemons(const NodeBatch& batch) {
  if (!spec_.lemons) {
    return;
  }
  const double expected = spec_.lemons->share.in_base_units() * batch.count;
  auto n_drawn = static_cast<std::int32_t>(expected);
  n_drawn += lemon_stream_.bernoulli(expected - n_drawn) ? 1 : 0;
  n_lemons_ += n_drawn;
  while (n_drawn > 0) {
    const auto place = static_cast<std::int32_t>(lemon_stream_.below(static_cast<std::uint64_t>(batch.count)));
    Node& node = at(batch.first + place);
    if (!node.is_lemon) {
      node.is_lemon = true;
      lemons_.push_back(batch.first + place);
      --n_drawn;
    }
  }
}

/// Takes the node out of the count of whatever it is now.
void NodeRegister::leave(std::int32_t node) {
  switch (at(node).status) {
    case Status::in_service:
      --n_in_service_;
      break;
    case Status::spare:
      spares_.erase(node);
      break;
    case Status::swapping:
      --n_swapping_;
      break;
    case Status::down:
    case Status::retired:
      break;
  }
}

void NodeRegister::retire(std::int32_t node) {
  if (is_retired(node)) {
    return;
  }
  leave(node);
  cure(node);
  at(node).status = Status::retired;
  --n_left_;
  while (first_left_ < size() && is_retired(first_left_)) {
    ++first_left_;
  }
}

bool NodeRegister::hold(std::int32_t node) {
  Node& held = at(node);
  if (held.status == Status::retired) {
    return false;
  }
  const bool was_in_service = held.status == Status::in_service;
  leave(node);
  held.status = Status::down;
  ++held.holds;
  return was_in_service;
}

bool NodeRegister::release(std::int32_t node) {
  Node& released = at(node);
  if (released.status == Status::retired) {
    return false;
  }
  base::ensure(released.holds > 0, "Failures: a node comes up that was not down");
  if (--released.holds > 0) {
    return false;
  }
  if (is_short()) {
    released.status = Status::in_service;
    ++n_in_service_;
    return true;
  }
  released.status = Status::spare;
  spares_.insert(node);
  return false;
}

std::optional<std::int32_t> NodeRegister::begin_swap() {
  if (spares_.empty() || !is_short()) {
    return std::nullopt;
  }
  const std::int32_t node = *spares_.begin();
  spares_.erase(spares_.begin());
  at(node).status = Status::swapping;
  ++at(node).swaps;
  ++n_swapping_;
  return node;
}

bool NodeRegister::end_swap(std::int32_t node, std::uint8_t swap) {
  Node& spare = at(node);
  if (spare.status != Status::swapping || spare.swaps != swap) {
    return false;
  }
  --n_swapping_;
  ++n_in_service_;
  spare.status = Status::in_service;
  return true;
}

void NodeRegister::forget_seasoned(base::SimTime now) {
  std::erase_if(new_nodes_, [&](const NewNodes& nodes) { return nodes.until <= now; });
  n_new_ = 0;
  for (const NewNodes& nodes : new_nodes_) {
    n_new_ += nodes.count;
  }
  std::erase_if(lemons_, [&](std::int32_t node) { return !is_lemon(node); });
}

std::int32_t NodeRegister::new_node(std::int32_t index) const {
  for (const NewNodes& nodes : new_nodes_) {
    if (index < nodes.count) {
      return nodes.first + index;
    }
    index -= nodes.count;
  }
  throw base::LogicError("Failures: no such new node");
}

bool NodeRegister::is_found_out(std::int32_t node) {
  Node& lemon = at(node);
  if (!lemon.is_lemon || !spec_.lemons->detected_after) {
    return false;
  }
  ++lemon.faults;
  return lemon.faults >= *spec_.lemons->detected_after;
}

void NodeRegister::cure(std::int32_t node) {
  Node& lemon = at(node);
  n_lemons_ -= lemon.is_lemon ? 1 : 0;
  lemon.is_lemon = false;
}

void NodeRegister::nodes_of_racks(std::int32_t first, std::int32_t last, std::vector<std::int32_t>& nodes) const {
  for (std::int32_t rack = first; rack < std::min(last, n_racks()); ++rack) {
    for (const RackPart& part : racks_[static_cast<std::size_t>(rack)]) {
      for (std::int32_t node = part.first; node < part.first + part.count; ++node) {
        if (!is_retired(node)) {
          nodes.push_back(node);
        }
      }
    }
  }
}

}  // namespace aibelt::datacenter
