#include <algorithm>
#include <bit>

#include "aibelt/base/error.hpp"
#include "aibelt/policy/placement.hpp"
#include "free_index.hpp"

namespace aibelt::policy {
namespace {

bool is_within(std::int64_t value, std::int64_t high) { return value >= 0 && value <= high; }

void check(const NodeShape& shape, NodeLocation location) {
  base::ensure(is_within(shape.accelerators, kLargestNode) && is_within(shape.model, kAcceleratorModels - 1) &&
                   is_within(shape.cpu_milli, kLargestHost) && is_within(shape.memory_mib, kLargestHost),
               "a node is out of bounds");
  base::ensure(is_within(location.rack, kLargestLocation - 1) && is_within(location.group, kLargestLocation - 1),
               "a node stands in no rack");
}

}  // namespace

NodePool::NodePool() : index_(std::make_unique<FreeIndex>()) {}
NodePool::~NodePool() = default;
NodePool::NodePool(NodePool&&) noexcept = default;
NodePool& NodePool::operator=(NodePool&&) noexcept = default;

const NodePool::Node& NodePool::at(std::int32_t node) const {
  base::ensure(node >= 0 && node < size(), "the pool has no such node");
  return nodes_[static_cast<std::size_t>(node)];
}

std::int32_t NodePool::add(const NodeShape& shape, NodeLocation location) {
  check(shape, location);
  const std::int32_t number = size();
  index_->add_node(number, shape, location);
  Node node{.shape = shape, .location = location, .first = milli_.size()};
  node.free = shape.accelerators == 0 ? 0 : ~std::uint64_t{0} >> (kLargestNode - shape.accelerators);
  node.free_milli = std::int64_t{shape.accelerators} * kMilli;
  node.free_cpu_milli = shape.cpu_milli;
  node.free_memory_mib = shape.memory_mib;
  nodes_.push_back(node);
  milli_.insert(milli_.end(), static_cast<std::size_t>(shape.accelerators), static_cast<std::int16_t>(kMilli));
  largest_.accelerators = std::max(largest_.accelerators, shape.accelerators);
  largest_.cpu_milli = std::max(largest_.cpu_milli, shape.cpu_milli);
  largest_.memory_mib = std::max(largest_.memory_mib, shape.memory_mib);
  accelerators_ += shape.accelerators;
  in_service_ += shape.accelerators;
  enter(number);
  return number;
}

void NodePool::count(const Node& node, std::int64_t sign) {
  free_whole_ += sign * std::popcount(node.free);
  free_milli_ += sign * node.free_milli;
}

void NodePool::enter(std::int32_t number) {
  const Node& node = nodes_[static_cast<std::size_t>(number)];
  if (node.is_in_service) {
    count(node, 1);
    index_->insert(number, node.shape.model, node.location.rack, std::popcount(node.free), node.shared != 0);
  }
}

void NodePool::leave(std::int32_t number) {
  const Node& node = nodes_[static_cast<std::size_t>(number)];
  if (node.is_in_service) {
    count(node, -1);
    index_->erase(number, node.shape.model, node.location.rack, std::popcount(node.free), node.shared != 0);
  }
}

void NodePool::set_in_service(std::int32_t number, bool in_service) {
  if (at(number).is_in_service == in_service) {
    return;
  }
  leave(number);
  Node& node = nodes_[static_cast<std::size_t>(number)];
  node.is_in_service = in_service;
  in_service_ += in_service ? node.shape.accelerators : -node.shape.accelerators;
  enter(number);
}

std::int32_t NodePool::free_milli(std::int32_t node, std::int32_t accelerator) const {
  const Node& where = at(node);
  base::ensure(accelerator >= 0 && accelerator < where.shape.accelerators, "the node has no such accelerator");
  return milli_[where.first + static_cast<std::size_t>(accelerator)];
}

std::int32_t NodePool::tightest_accelerator(std::int32_t node, std::int32_t milli) const {
  const Node& where = at(node);
  std::int32_t tightest = where.free == 0 ? -1 : std::countr_zero(where.free);
  std::int32_t least = where.free == 0 ? kMilli + 1 : kMilli;
  for (std::uint64_t rest = where.shared; rest != 0; rest &= rest - 1) {
    const std::int32_t accelerator = std::countr_zero(rest);
    const std::int32_t room = milli_[where.first + static_cast<std::size_t>(accelerator)];
    if (room >= milli && room < least) {
      least = room;
      tightest = accelerator;
    }
  }
  return tightest;
}

}  // namespace aibelt::policy
