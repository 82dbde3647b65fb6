# Statements register themselves when the program starts: no object file may be left out because nobody calls it.
# SPDX-License-Identifier: Apache-2.0
target_link_libraries(tests_rules PRIVATE mj_app_mingjing)
set_property(TARGET tests_rules PROPERTY LINK_LIBRARY_OVERRIDE
  "WHOLE_ARCHIVE,mj_app_mingjing,mj_store,mj_query,mj_workers,mj_db,mj_flow,mj_http,mj_render,mj_files,mj_search,mj_ports")
