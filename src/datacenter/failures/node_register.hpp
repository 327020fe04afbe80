#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <vector>

#include "aibelt/base/random.hpp"
#include "aibelt/datacenter/failures.hpp"

namespace aibelt::datacenter {

/// In what state each node of a cluster is, and which of them are new, lemons, or of one rack.
///
/// A node is down while at least one reason holds it. A node without a reason is in service where service is short of
/// its target (all nodes but the share of spares), else a spare.
class NodeRegister {
 public:
  NodeRegister(const FailureSpec& spec, const base::Stream& lemon_stream);

  void add(const NodeBatch& batch);
  void retire(std::int32_t node);

  /// One more reason to be down; true when the node leaves service by it.
  bool hold(std::int32_t node);

  /// One reason fewer; true when the node enters service by it.
  bool release(std::int32_t node);

  /// A spare that sets out to fill a shortage of service; nullopt where none is short or ready.
  std::optional<std::int32_t> begin_swap();

  /// Number of the node's latest swap, to tell it from one that was broken off.
  std::uint8_t swap_of(std::int32_t node) const { return at(node).swaps; }

  /// True when the node enters service; false when the swap was broken off.
  bool end_swap(std::int32_t node, std::uint8_t swap);

  /// Forgets who is new no more and who is a lemon no more.
  void forget_seasoned(base::SimTime now);

  /// One more fault of a lemon; true when it is found out by it. False for any other node.
  bool is_found_out(std::int32_t node);
  void cure(std::int32_t node);

  std::int32_t size() const { return static_cast<std::int32_t>(nodes_.size()); }
  std::int32_t first_left() const { return first_left_; }  ///< every node before it is retired
  std::int32_t n_new() const { return n_new_; }
  std::int32_t new_node(std::int32_t index) const;  ///< index from 0 to n_new() - 1
  const std::vector<std::int32_t>& lemons() const { return lemons_; }
  std::int32_t n_racks() const { return static_cast<std::int32_t>(racks_.size()); }
  /// Appends the nodes of racks `first` to `last - 1` that are not retired, in order.
  void nodes_of_racks(std::int32_t first, std::int32_t last, std::vector<std::int32_t>& nodes) const;

  bool is_in_service(std::int32_t node) const { return at(node).status == Status::in_service; }
  bool is_lemon(std::int32_t node) const { return at(node).is_lemon; }
  bool is_retired(std::int32_t node) const { return at(node).status == Status::retired; }
  std::int32_t accelerators(std::int32_t node) const { return at(node).accelerators; }
  std::int32_t most_accelerators() const { return most_accelerators_; }
  std::int32_t n_in_service() const { return n_in_service_; }
  std::int32_t n_spare() const { return static_cast<std::int32_t>(spares_.size()); }
  std::int32_t n_down() const { return n_left_ - n_in_service_ - n_swapping_ - n_spare(); }
  std::int32_t n_lemons() const { return n_lemons_; }

 private:
  enum class Status : std::uint8_t { in_service, spare, swapping, down, retired };

  struct Node {
    Status status = Status::in_service;
    std::uint8_t holds = 0;
    std::uint8_t accelerators = 1;
    std::uint8_t faults = 0;  ///< of a lemon
    std::uint8_t swaps = 0;
    bool is_lemon = false;
  };
  struct NewNodes {
    std::int32_t first;
    std::int32_t count;
    base::SimTime until;
  };
  struct RackPart {
    std::int32_t first;
    std::int32_t count;
  };

  const Node& at(std::int32_t node) const;
  Node& at(std::int32_t node) { return const_cast<Node&>(static_cast<const NodeRegister&>(*this).at(node)); }
  std::int32_t n_kept_back(std::int32_t n_nodes) const;
  bool is_short() const { return n_in_service_ + n_swapping_ < n_left_ - n_kept_back(n_left_); }
  void leave(std::int32_t node);
  void note_new(const NodeBatch& batch);
  void note_rack(const NodeBatch& batch);
  void draw_lemons(const NodeBatch& batch);

  const FailureSpec& spec_;
  base::Stream lemon_stream_;
  std::vector<Node> nodes_;
  std::set<std::int32_t> spares_;
  std::vector<std::int32_t> lemons_;  ///< and those cured since `forget_seasoned`
  std::vector<NewNodes> new_nodes_;
  std::vector<std::vector<RackPart>> racks_;
  std::int32_t n_left_ = 0;  ///< nodes that are not retired
  std::int32_t first_left_ = 0;
  std::int32_t n_in_service_ = 0;
  std::int32_t n_swapping_ = 0;
  std::int32_t n_lemons_ = 0;
  std::int32_t n_new_ = 0;
  std::int32_t most_accelerators_ = 1;
};

}  // namespace aibelt::datacenter
