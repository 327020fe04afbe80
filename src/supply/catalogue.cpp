#include "aibelt/supply/sections.hpp"
#include "kinds.hpp"

namespace aibelt::supply {

scenario::Catalogue supply_sections() {
  return {
      {"fabs", "front-end fabs, from wafer start to tested wafer", {memory_fab()}},
      {"wafer_finishing", "lines that turn memory wafers into known good dies", {tsv_line()}},
      {"stacking", "lines that bond dies to stacks and test them", {stacking_line()}},
      {"packaging", "plants that put dies and stacks on interposers", {interposer_plant()}},
      {"assembly", "plants that build and burn in racks", {assembly_plant()}},
      {"suppliers",
       "makers outside the model, with what they can deliver by date",
       {memory_supplier(), accelerator_supplier(), base_die_supplier(), part_supplier(), ample_supplier()}},
      {"warehouses", "places between makers and users that hold goods", {warehouse()}},
      {"customers", "buyers outside the model, with what they want by date", {market_customer(), consumer()}},
      {"contracts",
       "what makers and their customers have agreed on, by the month in which goods leave",
       {firm_contract(), letter_of_intent(), spot_contract()}},
  };
}

}  // namespace aibelt::supply
