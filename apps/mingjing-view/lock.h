// Locks the process in, for good: called before a file is read, when no more is known of it than what it begins with.
//   rlimits   a gigabyte and a half of memory, ten seconds of CPU, no file written, no core
//   Landlock  only fonts, their settings and shared libraries can be opened, to read; without Landlock (a kernel before
//             5.13) nothing can be opened at all, and a PDF that brings no fonts of its own shows none
//   seccomp   no network, no other process, no program started: whatever drawing does not need answers EPERM. Threads of
//             this process may start, which are as locked in as it is: pictures of phones are decoded by them.
// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace mingjing::view {

// False: the process is not locked in and must end.
bool lock_in();

}  // namespace mingjing::view
