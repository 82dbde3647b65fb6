// SPDX-License-Identifier: Apache-2.0
#include "http/api/media_type.h"

#include <algorithm>
#include <array>

namespace mingjing::http::api {
namespace {

struct Mark {
  std::size_t at;
  std::string_view bytes, type;
};
constexpr std::array kMarks{
    Mark{0, "\xFF\xD8\xFF", "image/jpeg"},
    Mark{0, "\x89PNG\r\n\x1A\n", "image/png"},
    Mark{0, "GIF8", "image/gif"},
    Mark{8, "WEBP", "image/webp"},
    Mark{0, std::string_view("II*\0", 4), "image/tiff"},
    Mark{0, std::string_view("MM\0*", 4), "image/tiff"},
    Mark{0, "%PDF-", "application/pdf"},
    // Pictures in the container of films come before it.
    Mark{4, "ftyphei", "image/heic"},
    Mark{4, "ftyphev", "image/heic"},
    Mark{4, "ftypmif1", "image/heic"},
    Mark{4, "ftypmsf1", "image/heic"},
    Mark{4, "ftyp", "video/mp4"},
    Mark{0, "OggS", "audio/ogg"},
    Mark{0, "ID3", "audio/mpeg"},
    Mark{8, "WAVE", "audio/wav"},
    Mark{0, "\x1A\x45\xDF\xA3", "video/webm"},
};
struct Ending {
  std::string_view end, type;
};
constexpr std::array kEndings{
    Ending{".txt", "text/plain"},
    Ending{".csv", "text/csv"},
    Ending{".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"},
    Ending{".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
    Ending{".zip", "application/zip"},
    Ending{".ofd", "application/ofd"},
};

}  // namespace

std::string media_type_of(std::string_view file_name, std::string_view first_bytes) {
  for (const auto& mark : kMarks) {
    if (first_bytes.size() >= mark.at + mark.bytes.size() && first_bytes.substr(mark.at, mark.bytes.size()) == mark.bytes) {
      return std::string(mark.type);
    }
  }
  std::string name(file_name);
  std::transform(name.begin(), name.end(), name.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  for (const auto& ending : kEndings) {
    if (name.ends_with(ending.end)) return std::string(ending.type);
  }
  return "application/octet-stream";
}

}  // namespace mingjing::http::api
