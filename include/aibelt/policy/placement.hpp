#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "aibelt/base/issue.hpp"
#include "aibelt/scenario/field.hpp"

namespace aibelt::policy {

inline constexpr std::int32_t kMilli = 1000;               ///< thousandths of one accelerator
inline constexpr std::int32_t kLargestNode = 64;           ///< accelerators of one node
inline constexpr std::int32_t kAcceleratorModels = 64;     ///< models of accelerator in one pool
inline constexpr std::int64_t kLargestHost = 1LL << 40;    ///< CPU milli and memory MiB of one node, or of a demand
inline constexpr std::int32_t kLargestDemand = 1 << 20;    ///< accelerators
inline constexpr std::int32_t kLargestLocation = 1 << 20;  ///< racks and groups are numbered below it

/// What one node has.
struct NodeShape {
  std::int32_t accelerators = 0;  ///< 0 to kLargestNode, all of one model
  std::int64_t cpu_milli = 0;     ///< thousandths of a CPU core
  std::int64_t memory_mib = 0;    ///< host memory
  std::int32_t model = 0;         ///< the pool's own number of the accelerator model, 0 to kAcceleratorModels - 1
};

/// Where a node stands; racks and groups are numbered from 0, densely for speed.
struct NodeLocation {
  std::int32_t rack = 0;
  std::int32_t group = 0;  ///< of racks under one leaf switch; one rack is in one group
};

/// A set of accelerator models; empty where a demand takes any.
struct ModelSet {
  std::uint64_t bits = 0;

  bool accepts(std::int32_t model) const { return bits == 0 || (bits >> model & 1) != 0; }
  void insert(std::int32_t model) { bits |= std::uint64_t{1} << model; }
};

/// What one job wants of a pool, all at once or not at all.
///
/// Whole accelerators, or a fraction of one, or neither; never both. A job that wants no more accelerators than the
/// largest node of an allowed model has is placed on one node. A job that wants more is a gang over several nodes of one
/// model; CPU and memory of a gang lie with its accelerators, in proportion.
struct Demand {
  std::int32_t accelerators = 0;       ///< whole
  std::int32_t accelerator_milli = 0;  ///< 1 to 999: a fraction of one accelerator
  std::int64_t cpu_milli = 0;          ///< of the whole job
  std::int64_t memory_mib = 0;         ///< of the whole job
  ModelSet models;

  /// Whether it asks for whole accelerators and nothing else.
  bool is_plain() const { return accelerators > 0 && cpu_milli == 0 && memory_mib == 0; }
};

/// What a job holds on one node.
struct PlacementPart {
  std::int32_t node = 0;
  std::uint64_t accelerators = 0;  ///< bit i: accelerator i of the node, whole or by the fraction `milli`
  std::int32_t milli = kMilli;     ///< of each of those accelerators
  std::int64_t cpu_milli = 0;
  std::int64_t memory_mib = 0;
};

/// What a job holds, and the ticket by which the pool knows it.
struct Placement {
  std::vector<PlacementPart> parts;
  std::uint32_t slot = 0;
  std::uint32_t generation = 0;
};

class FreeIndex;
class NodePool;

/// A policy's choice for one node: so many whole accelerators (0 where the job wants a fraction, or none).
struct NodeShare {
  std::int32_t node = 0;
  std::int32_t accelerators = 0;
};
using NodeShares = std::vector<NodeShare>;

/// Chooses the nodes on which a job runs.
class PlacementPolicy {
 public:
  virtual ~PlacementPolicy() = default;

  /// Appends nodes of the pool for the whole demand to `out`, each once, in service and with room for its share; false,
  /// with `out` as it was, where the policy finds no place.
  virtual bool choose(const NodePool& pool, const Demand& demand, NodeShares& out) const = 0;

  /// Every policy there is; src/policy/placement/catalogue.cpp lists them.
  static const scenario::Kinds<PlacementPolicy>& kinds();
};

/// The policy called `name` with its default parameters; null with an issue that lists the policies there are.
std::shared_ptr<const PlacementPolicy> placement_policy(const std::string& name, base::Issues& issues);

/// The policy clusters get when they name none: `pack`.
std::shared_ptr<const PlacementPolicy> default_placement();

/// The nodes of one cluster: what they have, what is free, and who may come.
///
/// Nodes are numbered from 0 in the order in which they were added. A node out of service takes no jobs; what runs there
/// goes on until it is given back. Members throw LogicError for nodes that do not exist, demands that ask for nothing or
/// for both whole accelerators and a fraction, and figures below 0 or beyond the limits above.
class NodePool {
 public:
  NodePool();
  ~NodePool();
  NodePool(NodePool&&) noexcept;
  NodePool& operator=(NodePool&&) noexcept;

  /// A further node, in service; its number. LogicError where its rack is known in another group.
  std::int32_t add(const NodeShape& shape, NodeLocation location = {});

  /// Takes a node out of service, for a failure, maintenance or as a spare, or puts it back. No effect if it is so already.
  void set_in_service(std::int32_t node, bool in_service);

  /// Allocates the demand where `policy` says and fills `out`, whose memory is reused; false where there is no place now.
  bool take(const Demand& demand, const PlacementPolicy& policy, Placement& out);

  /// Frees all of a placement. LogicError where it was given back before, or is not this pool's.
  void give_back(const Placement& placement);

  /// Whether the demand would have a place on the empty pool with all nodes in service.
  bool can_ever_hold(const Demand& demand) const;

  std::int32_t size() const { return static_cast<std::int32_t>(nodes_.size()); }
  const NodeShape& shape(std::int32_t node) const { return at(node).shape; }
  NodeLocation location(std::int32_t node) const { return at(node).location; }
  bool is_in_service(std::int32_t node) const { return at(node).is_in_service; }
  bool is_idle(std::int32_t node) const { return at(node).jobs == 0; }     ///< holds no part of any job
  std::int32_t jobs_on(std::int32_t node) const { return at(node).jobs; }  ///< parts of jobs it holds

  /// Accelerators of the node that nobody uses, in service or not: bit i for accelerator i.
  std::uint64_t free_mask(std::int32_t node) const { return at(node).free; }
  std::int64_t free_cpu_milli(std::int32_t node) const { return at(node).free_cpu_milli; }
  std::int64_t free_memory_mib(std::int32_t node) const { return at(node).free_memory_mib; }
  /// What is left of one accelerator, in thousandths.
  std::int32_t free_milli(std::int32_t node, std::int32_t accelerator) const;
  /// What is left of the node's accelerators together, in thousandths.
  std::int64_t free_milli(std::int32_t node) const { return at(node).free_milli; }
  /// The accelerator with the least room that still takes `milli`, the lowest number of several; -1 where none does.
  std::int32_t tightest_accelerator(std::int32_t node, std::int32_t milli) const;

  std::int64_t accelerators() const { return accelerators_; }           ///< of all nodes
  std::int64_t accelerators_in_service() const { return in_service_; }  ///< of nodes in service, used or free
  std::int64_t free_accelerators() const { return free_whole_; }        ///< whole ones, of nodes in service
  std::int64_t free_milli() const { return free_milli_; }               ///< thousandths, of nodes in service
  std::int64_t used_milli() const { return used_milli_; }               ///< thousandths, of all nodes
  std::int32_t jobs() const { return static_cast<std::int32_t>(generations_.size() - idle_slots_.size()); }

  /// The largest figure of any node ever added.
  const NodeShape& largest() const { return largest_; }

  /// What policies search.
  const FreeIndex& index() const { return *index_; }

 private:
  struct Node {
    NodeShape shape;
    NodeLocation location;
    bool is_in_service = true;
    std::int32_t jobs = 0;
    std::size_t first = 0;  ///< of its accelerators in milli_
    std::uint64_t free = 0;
    std::uint64_t shared = 0;  ///< accelerators of which a fraction, but not all, is used
    std::int64_t free_milli = 0;
    std::int64_t free_cpu_milli = 0;
    std::int64_t free_memory_mib = 0;
  };

  const Node& at(std::int32_t node) const;
  void count(const Node& node, std::int64_t sign);
  void enter(std::int32_t number);
  void leave(std::int32_t number);
  PlacementPart part_of(const Demand& demand, const NodeShare& share, std::int64_t accelerators_before) const;
  void occupy(const PlacementPart& part);
  void vacate(const PlacementPart& part);
  void issue_ticket(Placement& placement);

  std::vector<Node> nodes_;
  std::vector<std::int16_t> milli_;  ///< free thousandths by accelerator
  std::unique_ptr<FreeIndex> index_;
  NodeShape largest_;
  std::int64_t accelerators_ = 0;
  std::int64_t in_service_ = 0;
  std::int64_t free_whole_ = 0;
  std::int64_t free_milli_ = 0;
  std::int64_t used_milli_ = 0;
  std::vector<std::uint32_t> generations_;  ///< by slot: odd while a placement holds it
  std::vector<std::uint32_t> idle_slots_;
  NodeShares shares_;  ///< scratch of take
};

}  // namespace aibelt::policy
