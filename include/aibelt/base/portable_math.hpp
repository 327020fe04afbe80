#pragma once

/// Elementary functions from `+ - * /`, `sqrt` and bit operations only, so that every machine, compiler and C library
/// gives the same bits. They replace libm on all simulation paths. Needs IEEE 754 doubles, round to nearest and
/// `-ffp-contract=off`.
namespace aibelt::base {

/// Natural logarithm within 2 ulp; -inf at 0, NaN below.
double log(double x);

/// log(1 + x) within 2 ulp, also where 1 + x rounds to 1; -inf at -1, NaN below.
double log1p(double x);

/// e^x within 1 ulp.
double exp(double x);

/// base^exponent within 2 ulp; NaN for a negative base, whatever the exponent; x^0 = 1^y = 1.
double pow(double base, double exponent);

/// Logarithm of the gamma function for x > 0, within 2e-14 + 4 ulp; NaN for x <= 0.
double log_gamma(double x);

/// Arc tangent in radians, within 6 ulp.
double atan(double x);

/// log(n!) - (log(sqrt(2 pi n)) + n log n - n), the error of Stirling's formula, within 4 ulp, for n >= 15 and for whole
/// n from 1 to 14.
double stirling_error(double n);

}  // namespace aibelt::base
