#pragma once

#include <map>
#include <string>
#include <vector>

#include "aibelt/base/issue.hpp"
#include "aibelt/entity/item.hpp"
#include "aibelt/scenario/field_info.hpp"
#include "aibelt/scenario/scenario.hpp"

namespace aibelt::supply {

/// The field `goods`: which kind of goods the entry's items are.
scenario::FieldInfo goods_field();

/// `stacks` and the like; LogicError for another word.
entity::Good good_named(const std::string& goods);

/// Reports `product` at `path` where it is not made of or counted as such goods.
void check_item(const scenario::Scenario& scenario, entity::Good good, const std::string& product,
                const std::string& path, base::Issues& issues);

}  // namespace aibelt::supply
