# The offline checker's own checks, and the program that draws pages.
# SPDX-License-Identifier: Apache-2.0
target_link_libraries(tests_walk PRIVATE mj_app_mingjing-verify)
add_dependencies(tests_walk mingjing-view)
