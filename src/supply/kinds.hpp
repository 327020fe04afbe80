#pragma once

#include "aibelt/scenario/scenario.hpp"

namespace aibelt::supply {

scenario::Kind<scenario::Spec> accelerator_supplier();
scenario::Kind<scenario::Spec> ample_supplier();
scenario::Kind<scenario::Spec> assembly_plant();
scenario::Kind<scenario::Spec> base_die_supplier();
scenario::Kind<scenario::Spec> consumer();
scenario::Kind<scenario::Spec> firm_contract();
scenario::Kind<scenario::Spec> interposer_plant();
scenario::Kind<scenario::Spec> letter_of_intent();
scenario::Kind<scenario::Spec> market_customer();
scenario::Kind<scenario::Spec> memory_fab();
scenario::Kind<scenario::Spec> memory_supplier();
scenario::Kind<scenario::Spec> spot_contract();
scenario::Kind<scenario::Spec> part_supplier();
scenario::Kind<scenario::Spec> stacking_line();
scenario::Kind<scenario::Spec> tsv_line();
scenario::Kind<scenario::Spec> warehouse();

}  // namespace aibelt::supply
