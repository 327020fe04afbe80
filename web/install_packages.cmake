# cmake -DNPM=… -DNODE=… -DFOLDER=… -P install_packages.cmake: installs what package-lock.json in FOLDER names into
# FOLDER/node_modules; where that does not succeed, warns and leaves no node_modules.
function(try_step)
  execute_process(COMMAND ${ARGN} WORKING_DIRECTORY "${FOLDER}"
    RESULT_VARIABLE result OUTPUT_VARIABLE output ERROR_VARIABLE output)
  set(result "${result}" PARENT_SCOPE)
  set(output "${output}" PARENT_SCOPE)
endfunction()

set(result 0)
if(NOT NPM OR NOT NODE)
  set(result 1)
  set(output "node or npm is not installed")
else()
  try_step("${NPM}" ci --ignore-scripts --no-audit --no-fund --loglevel=error --fetch-retries=1
    --fetch-retry-mintimeout=1000 --fetch-timeout=60000)
  if(result EQUAL 0)
    try_step("${NODE}" -e "require('esbuild').transformSync('1')")
  endif()
endif()
if(NOT result EQUAL 0)
  file(REMOVE_RECURSE "${FOLDER}/node_modules")
  string(SUBSTRING "${output}" 0 200 output)
  message(WARNING "Report pages will have tables only: the packages of their charts could not be installed. "
                  "Configure anew to try again.\n${output}")
endif()
file(WRITE "${FOLDER}/packages.stamp" "")
