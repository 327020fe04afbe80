#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace aibelt::workload {

/// Names numbered from 0 in the order in which they first come.
class Names {
 public:
  Names() = default;
  Names(const Names&) = delete;
  Names& operator=(const Names&) = delete;

  /// The number of `name`, a new one where it is new; -1 where it is empty.
  std::int32_t index_of(std::string_view name) {
    if (name.empty()) {
      return -1;
    }
    const auto found = numbers_.find(name);
    if (found != numbers_.end()) {
      return found->second;
    }
    names_.emplace_back(name);
    return numbers_.emplace(names_.back(), static_cast<std::int32_t>(names_.size()) - 1).first->second;
  }

  /// Empty for -1.
  std::string_view operator[](std::int32_t number) const {
    return number < 0 ? "" : std::string_view(names_[static_cast<std::size_t>(number)]);
  }

 private:
  std::deque<std::string> names_;                               ///< in place for ever: numbers_ points to them
  std::unordered_map<std::string_view, std::int32_t> numbers_;  ///< looked up, never gone through
};

}  // namespace aibelt::workload
