#pragma once

// Catch2 v3, or v2, which declares the global Approx itself.
#if __has_include(<catch2/catch_all.hpp>)
#include <catch2/catch_all.hpp>
using Catch::Approx;
#else
#include <catch2/catch.hpp>
#endif

#include <iostream>

/// Leaves the test case; ctest reports it as skipped. Stands before the first assertion.
#define AIBELT_SKIP(reason)                                   \
  do {                                                        \
    std::cout << "aibelt test skipped: " << (reason) << '\n'; \
    SUCCEED("skipped");                                       \
    return;                                                   \
  } while (false)
