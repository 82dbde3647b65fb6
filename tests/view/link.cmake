# The program that the tests start.
# SPDX-License-Identifier: Apache-2.0
add_dependencies(tests_view mingjing-view)
