#pragma once

namespace aibelt::sweep {

/// Share of a normal distribution of mean 0 and variance 1 that lies below z, within 1e-15; by portable arithmetic.
double normal_share(double z);

/// The z below which `share` of it lies, from `low` to `high`, which hold it.
double normal_quantile(double share, double low, double high);

}  // namespace aibelt::sweep
