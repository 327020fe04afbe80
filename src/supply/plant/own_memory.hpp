#pragma once

#include <map>
#include <memory>
#include <string>

#include "aibelt/product/own_yields.hpp"
#include "aibelt/scenario/codec.hpp"

namespace aibelt::supply {

/// The memory product as a line makes it: with the line's own yields where `yields` has some.
template <class Own>
std::shared_ptr<const product::Memory> own_memory(const scenario::Scenario& scenario, const std::string& name,
                                                  const std::map<std::string, Own>& yields) {
  auto memory = std::make_shared<product::Memory>(product::memory_of(scenario, name));
  if (const auto own = yields.find(name); own != yields.end()) {
    own->second.apply_to(*memory);
  }
  return memory;
}

/// Reports own yields of what the line does not make.
template <class Own, class Plans>
void check_own_yields(const std::map<std::string, Own>& yields, const Plans& products, scenario::Reader& reader,
                      const std::string& path) {
  for (const auto& [product, own] : yields) {
    if (!products.contains(product)) {
      reader.report(scenario::child_path(scenario::child_path(path, "yields"), product),
                    "is none of this line's \"products\"");
    }
  }
}

template <class Line, class Own>
scenario::Field<Line> own_yields_field(std::map<std::string, Own> Line::*member) {
  return scenario::field(member, {.name = "yields",
                                  .doc = "what this line yields, where it differs from what the memory product says",
                                  .keys_refer_to = "memory",
                                  .by_default = "none"});
}

}  // namespace aibelt::supply
