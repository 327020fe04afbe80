# Target lint: clang-format over every C++ file and clang-tidy over src and bench, where both tools are installed.
find_program(CLANG_FORMAT_PROGRAM NAMES clang-format-14 clang-format)
find_program(CLANG_TIDY_PROGRAM NAMES clang-tidy-14 clang-tidy)
if(NOT CLANG_FORMAT_PROGRAM OR NOT CLANG_TIDY_PROGRAM)
  return()
endif()

file(GLOB_RECURSE headers RELATIVE "${PROJECT_SOURCE_DIR}" include/*.hpp src/*.hpp tests/*.hpp bench/*.hpp)
file(GLOB_RECURSE tidied RELATIVE "${PROJECT_SOURCE_DIR}" src/*.cpp bench/*.cpp)
file(GLOB_RECURSE tests RELATIVE "${PROJECT_SOURCE_DIR}" tests/*.cpp)

set(format_stamp "${PROJECT_BINARY_DIR}/lint/format.stamp")
add_custom_command(
  OUTPUT "${format_stamp}"
  COMMAND "${CLANG_FORMAT_PROGRAM}" --dry-run -Werror ${headers} ${tidied} ${tests}
  COMMAND "${CMAKE_COMMAND}" -E touch "${format_stamp}"
  WORKING_DIRECTORY "${PROJECT_SOURCE_DIR}"
  DEPENDS ${headers} ${tidied} ${tests} .clang-format
  COMMENT "clang-format" VERBATIM)

set(tidy_stamps)
foreach(file IN LISTS tidied)
  set(stamp "${PROJECT_BINARY_DIR}/lint/${file}.stamp")
  cmake_path(GET stamp PARENT_PATH folder)
  file(MAKE_DIRECTORY "${folder}")
  add_custom_command(
    OUTPUT "${stamp}"
    COMMAND "${CLANG_TIDY_PROGRAM}" --quiet -p "${PROJECT_BINARY_DIR}" "${file}"
    COMMAND "${CMAKE_COMMAND}" -E touch "${stamp}"
    WORKING_DIRECTORY "${PROJECT_SOURCE_DIR}"
    DEPENDS "${file}" ${headers} .clang-tidy
    COMMENT "clang-tidy ${file}" VERBATIM)
  list(APPEND tidy_stamps "${stamp}")
endforeach()
add_custom_target(lint DEPENDS "${format_stamp}" ${tidy_stamps})
