#pragma once

#include <cstdint>
#include <vector>

#include "aibelt/policy/placement.hpp"
#include "node_set.hpp"

namespace aibelt::policy {

/// The nodes of a pool by what is free on them, so that a policy need not look at each.
class FreeIndex {
 public:
  /// The nodes of one accelerator model. Sets and counts hold nodes in service only.
  struct Model {
    std::int32_t largest = -1;            ///< accelerators of its largest node, in service or not; -1: no nodes
    std::int64_t accelerators = 0;        ///< of all its nodes, in service or not
    std::int64_t free = 0;                ///< whole accelerators
    std::vector<NodeSet> by_free;         ///< by whole free accelerators, 0 to largest
    NodeSet shared;                       ///< nodes that have a partly used accelerator
    std::vector<std::int32_t> rack_free;  ///< whole accelerators by rack
    std::vector<std::int32_t> group_free;
    std::vector<std::vector<std::int32_t>> rack_nodes;  ///< nodes of a rack with f whole free: [f][rack]
    std::vector<NodeSet> racks_by_free;                 ///< racks that have such a node: [f]
  };

  /// A rack: its group and its nodes of any model, ascending; group -1 where no node stands in it.
  struct Rack {
    std::int32_t group = -1;
    std::vector<std::int32_t> nodes;
  };

  void add_node(std::int32_t node, const NodeShape& shape, NodeLocation location);

  void insert(std::int32_t node, std::int32_t model, std::int32_t rack, std::int32_t free, bool is_shared);
  void erase(std::int32_t node, std::int32_t model, std::int32_t rack, std::int32_t free, bool is_shared);

  /// Models by number; some may have no nodes.
  const std::vector<Model>& models() const { return models_; }
  const std::vector<Rack>& racks() const { return racks_; }

  /// Accelerators of the largest node of the models `allowed`, in service or not; -1 where they have no nodes.
  std::int32_t largest(ModelSet allowed) const;

 private:
  void count(Model& model, std::int32_t rack, std::int32_t free, std::int32_t sign);

  std::vector<Model> models_;
  std::vector<Rack> racks_;
  std::int32_t n_groups_ = 0;
};

}  // namespace aibelt::policy
