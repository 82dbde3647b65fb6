// Sound and film: what is in a file, one picture of it, its loudness. Called after lock_in() (lock.h); the file is the
// standard input and is read in parts, so that one of gigabytes costs no memory. SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace mingjing::view {

// Writes one line of JSON: {"container","video"?,"audio"?,"duration_ms","width"?,"height"?,"made_at"?}. kUnreadable
// when nothing of it can be played.
int probe_media();
// Writes a head and a PNG as draw() does (draw.h).
int draw_frame(std::int64_t at_ms, int width);
int draw_waveform(int width);

}  // namespace mingjing::view
