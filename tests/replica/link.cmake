# The invented decisions of the portal's own tests.
# SPDX-License-Identifier: Apache-2.0
target_sources(tests_replica PRIVATE ${CMAKE_SOURCE_DIR}/tests/portal/canned.cpp)
