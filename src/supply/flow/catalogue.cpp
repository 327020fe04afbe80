#include "kinds.hpp"

namespace aibelt::supply {

const scenario::Kinds<FlowKind>& FlowKind::kinds() {
  static const scenario::Kinds<FlowKind> all = {
      batches(),
      constant(),
      lots(),
  };
  return all;
}

}  // namespace aibelt::supply
