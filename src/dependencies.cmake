# Every library aibelt links. A module names the ones it needs under LINKS.
find_package(Boost 1.74 REQUIRED)
find_package(Catch2 REQUIRED)
find_package(CLI11 REQUIRED)
find_package(fmt REQUIRED)
find_package(nlohmann_json REQUIRED)
find_package(OpenSSL REQUIRED)
find_package(spdlog REQUIRED)
find_package(SQLite3 REQUIRED)
find_package(Threads REQUIRED)
find_package(ZLIB REQUIRED)

# SimGrid and Random123 ship no CMake package.
find_path(SimGrid_INCLUDE_DIR simgrid/s4u.hpp REQUIRED)
find_library(SimGrid_LIBRARY simgrid REQUIRED)
add_library(SimGrid::SimGrid UNKNOWN IMPORTED)
set_target_properties(SimGrid::SimGrid PROPERTIES
  IMPORTED_LOCATION "${SimGrid_LIBRARY}"
  INTERFACE_INCLUDE_DIRECTORIES "${SimGrid_INCLUDE_DIR}")

find_path(Random123_INCLUDE_DIR Random123/philox.h REQUIRED)
add_library(Random123::Random123 INTERFACE IMPORTED)
set_target_properties(Random123::Random123 PROPERTIES INTERFACE_INCLUDE_DIRECTORIES "${Random123_INCLUDE_DIR}")

# Clp and Cbc come with pkg-config files only.
find_package(PkgConfig REQUIRED)
pkg_check_modules(Clp REQUIRED IMPORTED_TARGET clp)
pkg_check_modules(Cbc REQUIRED IMPORTED_TARGET cbc)
add_library(Coin::Clp ALIAS PkgConfig::Clp)
add_library(Coin::Cbc ALIAS PkgConfig::Cbc)
