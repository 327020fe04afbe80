#pragma once

#include "aibelt/scenario/reader.hpp"

namespace aibelt::report {

constexpr const char* name_of(scenario::Origin origin) {
  switch (origin) {
    case scenario::Origin::fact:
      return "fact";
    case scenario::Origin::assumption:
      return "assumption";
    case scenario::Origin::stated:
      return "stated";
  }
  return "";
}

}  // namespace aibelt::report
