#pragma once

#include "flow.hpp"

namespace aibelt::supply {

scenario::Kind<FlowKind> batches();
scenario::Kind<FlowKind> constant();
scenario::Kind<FlowKind> lots();

}  // namespace aibelt::supply
