#include "aibelt/scenario/field_info.hpp"

template class std::vector<aibelt::scenario::FieldInfo>;
template class std::vector<aibelt::scenario::FieldInfo::KindInfo>;
