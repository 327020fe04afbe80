# cmake -DNODE=… -DFOLDER=… -DSOURCE=… -DBUNDLE=… -P bundle_charts.cmake: bundles SOURCE/charts with the packages in
# FOLDER/node_modules into BUNDLE; without them BUNDLE is empty.
if(NOT EXISTS "${FOLDER}/node_modules/echarts")
  file(WRITE "${BUNDLE}" "")
  return()
endif()
set(ENV{NODE_PATH} "${FOLDER}/node_modules")
execute_process(COMMAND "${NODE}" "${SOURCE}/build.mjs" "${BUNDLE}" COMMAND_ERROR_IS_FATAL ANY)
