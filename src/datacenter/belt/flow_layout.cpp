#include <algorithm>

#include "aibelt/datacenter/belt.hpp"

namespace aibelt::datacenter {

entity::FlowLayout flow_layout(const network::Fibre& fibre, entity::EntityId owner) {
  entity::FlowLayout layout{owner, std::vector<double>(2 * fibre.link_names().size()), {}};
  for (const network::Epoch& epoch : fibre.epochs()) {
    for (std::size_t i = 0; i < epoch.links.size(); ++i) {
      for (const std::size_t channel : {2 * i, 2 * i + 1}) {
        layout.peaks[channel] = std::max(layout.peaks[channel], epoch.links[i].rate);
      }
    }
  }
  for (const network::Way& way : fibre.ways()) {
    std::vector<entity::ChannelId> channels;
    for (const std::int32_t channel : way.channels) {
      channels.push_back({channel});
    }
    layout.routes.push_back(std::move(channels));
  }
  return layout;
}

}  // namespace aibelt::datacenter
