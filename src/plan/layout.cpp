#include "layout.hpp"

#include <algorithm>

namespace aibelt::plan {
namespace {

bool carries(const Way& way, const std::string& item) {
  return std::find(way.items.begin(), way.items.end(), item) != way.items.end();
}

}  // namespace

Layout::Layout(const Network& network) : network_(network) {
  for (const Place& place : network.places) {
    places_[place.name] = &place;
  }
  find_sinks();
  for (const Place& place : network.places) {
    for (const Recipe& recipe : place.recipes) {
      find_useful(place.name, recipe.item);
      for (const auto& [item, goods] : recipe.others) {
        find_useful(place.name, item);
      }
    }
    for (const auto& [item, goods] : place.opening) {
      find_useful(place.name, item);
    }
  }
  for (const Way& way : network.ways) {
    for (const std::string& item : way.items) {
      find_wanted(way.to, item);
    }
  }
  for (const Place& place : network.places) {
    find_in(place.name);
  }
}

/// Who uses goods up: customers whose goods count, and sites whose racks do or serve what does.
void Layout::find_sinks() {
  for (const Demand& demand : network_.demands) {
    wanted_[{demand.place, demand.item}] = demand.worth > 0;
    in_[demand.place] = 0;
  }
  for (const Site& site : network_.sites) {
    in_[site.name] = site.live_after;
    for (const RackKind& kind : site.kinds) {
      const bool serves = std::any_of(network_.services.begin(), network_.services.end(), [&](const Service& service) {
        const auto rate = service.rates.find(kind.accelerator);
        return service.worth > 0 && rate != service.rates.end() && rate->second > 0 &&
               std::find(service.sites.begin(), service.sites.end(), site.name) != service.sites.end();
      });
      wanted_[{site.name, kind.item}] = kind.worth > 0 || (serves && kind.share > 0);
    }
  }
}

bool Layout::find_wanted(const std::string& place, const std::string& item) {
  if (const auto known = wanted_.find({place, item}); known != wanted_.end()) {
    return known->second;
  }
  bool is_wanted = false;
  if (const auto found = places_.find(place); found != places_.end()) {
    for (const Recipe& recipe : found->second->recipes) {
      const bool takes = std::any_of(recipe.inputs.begin(), recipe.inputs.end(),
                                     [&](const auto& input) { return input.first == item; });
      is_wanted =
          is_wanted || (takes && (find_useful(place, recipe.item) ||
                                  std::any_of(recipe.others.begin(), recipe.others.end(),
                                              [&](const auto& other) { return find_useful(place, other.first); })));
    }
  }
  return wanted_[{place, item}] = is_wanted;
}

bool Layout::find_useful(const std::string& place, const std::string& item) {
  if (const auto known = useful_.find({place, item}); known != useful_.end()) {
    return known->second;
  }
  bool is_useful = false;
  for (const Way& way : network_.ways) {
    is_useful = is_useful || (way.from == place && carries(way, item) && find_wanted(way.to, item));
  }
  return useful_[{place, item}] = is_useful;
}

double Layout::find_out(const std::string& place) {
  if (const auto known = out_.find(place); known != out_.end()) {
    return known->second;
  }
  double least = -1;
  for (const Way& way : network_.ways) {
    if (way.from == place &&
        std::any_of(way.items.begin(), way.items.end(), [&](const auto& item) { return is_useful(way, item); })) {
      const double ahead = way.days + find_in(way.to);
      least = least < 0 ? ahead : std::min(least, ahead);
    }
  }
  return out_[place] = std::max(least, 0.0);
}

double Layout::find_in(const std::string& place) {
  if (const auto known = in_.find(place); known != in_.end()) {
    return known->second;
  }
  double least = -1;
  for (const Recipe& recipe : places_.at(place)->recipes) {
    if (is_useful(*places_.at(place), recipe)) {
      least = least < 0 ? recipe.days : std::min(least, recipe.days);
    }
  }
  return in_[place] = find_out(place) + std::max(least, 0.0);
}

bool Layout::is_useful(const std::string& place, const std::string& item) const {
  const auto known = useful_.find({place, item});
  return known != useful_.end() && known->second;
}

bool Layout::is_wanted(const std::string& place, const std::string& item) const {
  const auto known = wanted_.find({place, item});
  return known != wanted_.end() && known->second;
}

bool Layout::is_useful(const Place& place, const Recipe& recipe) const {
  return is_useful(place.name, recipe.item) ||
         std::any_of(recipe.others.begin(), recipe.others.end(),
                     [&](const auto& other) { return is_useful(place.name, other.first); });
}

bool Layout::is_useful(const Way& way, const std::string& item) const {
  return is_useful(way.from, item) && is_wanted(way.to, item);
}

}  // namespace aibelt::plan
