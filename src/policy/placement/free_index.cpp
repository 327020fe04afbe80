#include "free_index.hpp"

#include <algorithm>

#include "aibelt/base/error.hpp"

namespace aibelt::policy {
namespace {

template <class T>
void grow(std::vector<T>& list, std::int32_t size) {
  list.resize(std::max(list.size(), static_cast<std::size_t>(size)));
}

template <class T>
auto& at(T& list, std::int32_t i) {
  return list[static_cast<std::size_t>(i)];
}

}  // namespace

void FreeIndex::add_node(std::int32_t node, const NodeShape& shape, NodeLocation location) {
  grow(racks_, location.rack + 1);
  grow(models_, shape.model + 1);
  Rack& rack = at(racks_, location.rack);
  base::ensure(rack.group < 0 || rack.group == location.group, "a rack of the pool stands in two groups");
  rack.group = location.group;
  rack.nodes.push_back(node);
  n_groups_ = std::max(n_groups_, location.group + 1);
  Model& model = at(models_, shape.model);
  model.largest = std::max(model.largest, shape.accelerators);
  model.accelerators += shape.accelerators;
  grow(model.by_free, model.largest + 1);
  grow(model.rack_free, location.rack + 1);
  grow(model.group_free, n_groups_);
  grow(model.rack_nodes, model.largest + 1);
  grow(model.racks_by_free, model.largest + 1);
  for (std::vector<std::int32_t>& counts : model.rack_nodes) {
    grow(counts, static_cast<std::int32_t>(model.rack_free.size()));
  }
}

void FreeIndex::insert(std::int32_t node, std::int32_t model, std::int32_t rack, std::int32_t free, bool is_shared) {
  Model& nodes = at(models_, model);
  at(nodes.by_free, free).insert(node);
  if (is_shared) {
    nodes.shared.insert(node);
  }
  count(nodes, rack, free, 1);
}

void FreeIndex::erase(std::int32_t node, std::int32_t model, std::int32_t rack, std::int32_t free, bool is_shared) {
  Model& nodes = at(models_, model);
  at(nodes.by_free, free).erase(node);
  if (is_shared) {
    nodes.shared.erase(node);
  }
  count(nodes, rack, free, -1);
}

void FreeIndex::count(Model& model, std::int32_t rack, std::int32_t free, std::int32_t sign) {
  model.free += sign * free;
  at(model.rack_free, rack) += sign * free;
  at(model.group_free, at(racks_, rack).group) += sign * free;
  std::int32_t& nodes = at(at(model.rack_nodes, free), rack);
  nodes += sign;
  if (nodes == 0) {
    at(model.racks_by_free, free).erase(rack);
  } else {
    at(model.racks_by_free, free).insert(rack);
  }
}

std::int32_t FreeIndex::largest(ModelSet allowed) const {
  std::int32_t most = -1;
  for (std::size_t i = 0; i < models_.size(); ++i) {
    if (allowed.accepts(static_cast<std::int32_t>(i))) {
      most = std::max(most, models_[i].largest);
    }
  }
  return most;
}

}  // namespace aibelt::policy
