// SPDX-License-Identifier: Apache-2.0
#include "draw.h"

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <poppler.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <memory>
#include <string>
#include <utility>

namespace mingjing::view {
namespace {

constexpr double kPixelsMax = 120e6;  // of a picture, before it is made smaller
constexpr int kHeightMax = 10'000;

struct Unref {
  void operator()(void* object) const { g_object_unref(object); }
};
template <class Object>
using Owned = std::unique_ptr<Object, Unref>;

// Called with the size of the picture before it is decoded: what is too large is not, the rest is made smaller on the way.
void on_size(GdkPixbufLoader* loader, int width, int height, gpointer wanted) {
  if (width < 1 || height < 1 || static_cast<double>(width) * height > kPixelsMax) {
    gdk_pixbuf_loader_set_size(loader, 0, 0);
    return;
  }
  const double scale = std::min({1.0, *static_cast<int*>(wanted) / static_cast<double>(width),
                                 kHeightMax / static_cast<double>(height)});
  gdk_pixbuf_loader_set_size(loader, std::max(1, static_cast<int>(std::lround(width * scale))),
                             std::max(1, static_cast<int>(std::lround(height * scale))));
}

void note_size(GdkPixbufLoader*, int width, int height, gpointer to) {
  *static_cast<std::pair<int, int>*>(to) = {width, height};
}

gboolean to_output(const gchar* bytes, gsize count, GError**, gpointer) { return write_all({bytes, count}) ? TRUE : FALSE; }

// What a file begins with, and who reads it. HEIC is a picture of a phone; its brand stands behind `ftyp`.
struct Format {
  std::size_t at;
  std::string_view mark;
  const char* name;
};
using namespace std::string_view_literals;
constexpr Format kFormats[] = {{0, "\xFF\xD8\xFF"sv, "jpeg"},       {0, "\x89PNG\r\n\x1A\n"sv, "png"}, {0, "GIF8"sv, "gif"},
                               {0, "BM"sv, "bmp"},                  {0, "II*\0"sv, "tiff"},            {0, "MM\0*"sv, "tiff"},
                               {8, "WEBP"sv, "webp"},               {4, "ftypheic"sv, "heif/avif"},    {4, "ftypheix"sv, "heif/avif"},
                               {4, "ftypheim"sv, "heif/avif"},      {4, "ftypmif1"sv, "heif/avif"}};

const char* format_of(std::string_view bytes) {
  for (const auto& format : kFormats) {
    if (bytes.size() > format.at && bytes.substr(format.at).starts_with(format.mark)) return format.name;
  }
  return nullptr;
}

bool write_picture(GdkPixbuf* picture, bool jpeg) {
  return jpeg ? gdk_pixbuf_save_to_callback(picture, to_output, nullptr, "jpeg", nullptr, "quality", "85", nullptr)
              : gdk_pixbuf_save_to_callback(picture, to_output, nullptr, "png", nullptr, "compression", "3", nullptr);
}

int draw_picture(std::string_view bytes, const Wish& wish) {
  int width = wish.width;
  const char* format = format_of(bytes);
  Owned<GdkPixbufLoader> loader(format == nullptr ? nullptr : gdk_pixbuf_loader_new_with_type(format, nullptr));
  if (!loader) return kUnreadable;
  g_signal_connect(loader.get(), "size-prepared", G_CALLBACK(on_size), &width);
  const bool read = gdk_pixbuf_loader_write(loader.get(), reinterpret_cast<const guchar*>(bytes.data()), bytes.size(), nullptr);
  const bool whole = gdk_pixbuf_loader_close(loader.get(), nullptr);
  GdkPixbuf* found = read && whole ? gdk_pixbuf_loader_get_pixbuf(loader.get()) : nullptr;
  if (found == nullptr) return kUnreadable;
  if (wish.page != 1) return kNoSuchPage;
  const Owned<GdkPixbuf> upright(gdk_pixbuf_apply_embedded_orientation(found));
  if (!upright || !write_head(1)) return kUnreadable;
  return write_picture(upright.get(), wish.jpeg) ? kDrawn : kUnreadable;
}

cairo_status_t to_output(void*, const unsigned char* bytes, unsigned int count) {
  return write_all({reinterpret_cast<const char*>(bytes), count}) ? CAIRO_STATUS_SUCCESS : CAIRO_STATUS_WRITE_ERROR;
}

// Grey words in slanting rows over the whole page, so that no part of a picture of it is without them.
void draw_mark(cairo_t* paper, double wide, double high, std::string_view mark) {
  const std::string words(mark);
  cairo_select_font_face(paper, "WenQuanYi Zen Hei", CAIRO_FONT_SLANT_NORMAL, CAIRO_FONT_WEIGHT_NORMAL);
  cairo_set_font_size(paper, 13);
  cairo_text_extents_t extents{};
  cairo_text_extents(paper, words.c_str(), &extents);
  const double step = std::max(extents.x_advance, 60.0) + 50, reach = wide + high;
  cairo_set_source_rgba(paper, 0.35, 0.35, 0.4, 0.22);
  cairo_translate(paper, wide / 2, high / 2);
  cairo_rotate(paper, -0.5);
  int row = 0;
  for (double y = -reach / 2; y < reach / 2; y += 90, ++row) {
    for (double x = -reach / 2 - (row % 2) * step / 2; x < reach / 2; x += step) {
      cairo_move_to(paper, x, y);
      cairo_show_text(paper, words.c_str());
    }
  }
}

// What cairo drew as a pixbuf, for the library that writes JPEG.
bool write_jpeg(cairo_surface_t* surface) {
  cairo_surface_flush(surface);
  const int width = cairo_image_surface_get_width(surface), height = cairo_image_surface_get_height(surface);
  const Owned<GdkPixbuf> picture(gdk_pixbuf_new(GDK_COLORSPACE_RGB, FALSE, 8, width, height));
  if (!picture) return false;
  const unsigned char* from = cairo_image_surface_get_data(surface);
  guchar* to = gdk_pixbuf_get_pixels(picture.get());
  const int from_row = cairo_image_surface_get_stride(surface), to_row = gdk_pixbuf_get_rowstride(picture.get());
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      std::uint32_t pixel = 0;
      std::memcpy(&pixel, from + static_cast<std::ptrdiff_t>(y) * from_row + x * 4, 4);
      guchar* rgb = to + static_cast<std::ptrdiff_t>(y) * to_row + x * 3;
      rgb[0] = static_cast<guchar>(pixel >> 16);
      rgb[1] = static_cast<guchar>(pixel >> 8);
      rgb[2] = static_cast<guchar>(pixel);
    }
  }
  return write_picture(picture.get(), true);
}

int draw_pdf(std::string_view bytes, const Wish& wish) {
  const int number = wish.page, width = wish.width;
  GBytes* content = g_bytes_new_static(bytes.data(), bytes.size());
  const Owned<PopplerDocument> document(poppler_document_new_from_bytes(content, nullptr, nullptr));
  g_bytes_unref(content);
  if (!document) return kUnreadable;
  const int pages = poppler_document_get_n_pages(document.get());
  if (number > pages) return pages > 0 ? kNoSuchPage : kUnreadable;
  const Owned<PopplerPage> page(poppler_document_get_page(document.get(), number - 1));
  if (!page) return kUnreadable;
  double wide = 0, high = 0;
  poppler_page_get_size(page.get(), &wide, &high);
  if (!(wide > 0) || !(high > 0)) return kUnreadable;
  const double scale = std::min(width / wide, kHeightMax / high);
  cairo_surface_t* surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, std::max(1, static_cast<int>(std::lround(wide * scale))),
                                                        std::max(1, static_cast<int>(std::lround(high * scale))));
  cairo_t* paper = cairo_create(surface);
  cairo_set_source_rgb(paper, 1, 1, 1);
  cairo_paint(paper);
  cairo_scale(paper, scale, scale);
  poppler_page_render(page.get(), paper);
  if (!wish.mark.empty()) draw_mark(paper, wide, high, wish.mark);
  const bool drawn = cairo_status(paper) == CAIRO_STATUS_SUCCESS;
  cairo_destroy(paper);
  const auto write = [&] {
    return wish.jpeg ? write_jpeg(surface) : cairo_surface_write_to_png_stream(surface, to_output, nullptr) == CAIRO_STATUS_SUCCESS;
  };
  const bool written = drawn && write_head(pages) && write();
  cairo_surface_destroy(surface);
  return written ? kDrawn : kUnreadable;
}

bool is_pdf(std::string_view bytes) { return bytes.substr(0, 1024).find("%PDF-") != std::string_view::npos; }

}  // namespace

bool write_all(std::string_view text) {
  while (!text.empty()) {
    const ssize_t n = ::write(STDOUT_FILENO, text.data(), text.size());
    if (n <= 0) return false;
    text.remove_prefix(static_cast<std::size_t>(n));
  }
  return true;
}
bool write_head(int pages) { return write_all("mingjing-view " + std::to_string(pages) + "\n"); }

bool is_picture(std::string_view bytes) { return format_of(bytes) != nullptr; }

int probe_picture(std::string_view bytes) {
  const char* format = format_of(bytes);
  Owned<GdkPixbufLoader> loader(format == nullptr ? nullptr : gdk_pixbuf_loader_new_with_type(format, nullptr));
  if (!loader) return kUnreadable;
  int width = 256;  // decoded small: only whether it can be
  std::pair<int, int> size{0, 0};
  g_signal_connect(loader.get(), "size-prepared", G_CALLBACK(note_size), &size);
  g_signal_connect(loader.get(), "size-prepared", G_CALLBACK(on_size), &width);
  const bool read = gdk_pixbuf_loader_write(loader.get(), reinterpret_cast<const guchar*>(bytes.data()), bytes.size(), nullptr);
  const bool whole = gdk_pixbuf_loader_close(loader.get(), nullptr);
  if (!read || !whole || gdk_pixbuf_loader_get_pixbuf(loader.get()) == nullptr) return kUnreadable;
  const bool written = write_all("{\"container\":\"" + std::string(format) + "\",\"width\":" + std::to_string(size.first) +
                                 ",\"height\":" + std::to_string(size.second) + ",\"duration_ms\":0}\n");
  return written ? kDrawn : kUnreadable;
}

void load_reader(std::string_view bytes, bool jpeg) {
  for (const char* format : {is_pdf(bytes) ? nullptr : format_of(bytes), jpeg ? "jpeg" : nullptr}) {
    const Owned<GdkPixbufLoader> loader(format == nullptr ? nullptr : gdk_pixbuf_loader_new_with_type(format, nullptr));
    if (loader) gdk_pixbuf_loader_close(loader.get(), nullptr);
  }
}

int draw(std::string_view bytes, const Wish& wish) {
  if (is_pdf(bytes)) return draw_pdf(bytes, wish);
  return draw_picture(bytes, wish);
}

}  // namespace mingjing::view
