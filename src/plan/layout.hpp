#pragma once

#include <map>
#include <set>
#include <string>
#include <utility>

#include "aibelt/plan/network.hpp"

namespace aibelt::plan {

/// What of a network can add to the objective, and how far ahead of its end each place lies.
class Layout {
 public:
  explicit Layout(const Network& network);

  /// Whether `item` leaving `place`, or coming to it, can end in something of worth.
  bool is_useful(const std::string& place, const std::string& item) const;
  bool is_wanted(const std::string& place, const std::string& item) const;
  bool is_useful(const Place& place, const Recipe& recipe) const;
  bool is_useful(const Way& way, const std::string& item) const;

  /// Days from what leaves `place`, or comes to it, to the end of the chain by the quickest way.
  double out_ahead(const std::string& place) const { return out_.at(place); }
  double in_ahead(const std::string& place) const { return in_.at(place); }
  bool has_out(const std::string& place) const { return out_.contains(place); }

 private:
  void find_sinks();
  bool find_wanted(const std::string& place, const std::string& item);
  bool find_useful(const std::string& place, const std::string& item);
  double find_out(const std::string& place);
  double find_in(const std::string& place);

  const Network& network_;
  std::map<std::string, const Place*> places_;
  std::map<std::pair<std::string, std::string>, bool> wanted_;
  std::map<std::pair<std::string, std::string>, bool> useful_;
  std::map<std::string, double> out_;
  std::map<std::string, double> in_;
};

}  // namespace aibelt::plan
