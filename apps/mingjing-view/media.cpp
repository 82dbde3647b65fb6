// SPDX-License-Identifier: Apache-2.0
#include "media.h"

#include <cairo.h>
#include <gdk-pixbuf/gdk-pixbuf.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "draw.h"

extern "C" {
#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>
#include <libswscale/swscale.h>
}

namespace mingjing::view {
namespace {

constexpr int kBuffer = 64 << 10;
constexpr int kStreamsMax = 16;
constexpr int kSideMax = 8192;             // of a picture of a film, in pixels
constexpr std::int64_t kPacketsMax = 2'000'000;
constexpr int kDecodeMax = 600;            // packets looked at for one picture or sound
constexpr int kColumns = 240;
constexpr int kWaveHeight = 80;
// Formats of devices and telephones. None of them names other files to open.
constexpr const char* kFormats =
    "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,avi,mpegts,mpeg,wav,w64,mp3,aac,ogg,flac,amr,asf,h264,hevc";

struct Input {
  std::int64_t at = 0, size = 0;
};

int read_some(void* opaque, std::uint8_t* into, int most) {
  auto& input = *static_cast<Input*>(opaque);
  const ssize_t n = ::pread(STDIN_FILENO, into, static_cast<std::size_t>(most), input.at);
  if (n < 0) return AVERROR(errno);
  input.at += n;
  return n == 0 ? AVERROR_EOF : static_cast<int>(n);
}

std::int64_t seek(void* opaque, std::int64_t to, int whence) {
  auto& input = *static_cast<Input*>(opaque);
  if ((whence & AVSEEK_SIZE) != 0) return input.size;
  whence &= ~AVSEEK_FORCE;
  const std::int64_t base = whence == SEEK_CUR ? input.at : whence == SEEK_END ? input.size : 0;
  if (base + to < 0) return AVERROR(EINVAL);
  return input.at = base + to;
}

// An opened file with the stream that is wanted of it, and its decoder.
class Media {
 public:
  Media() = default;
  Media(const Media&) = delete;
  Media& operator=(const Media&) = delete;
  ~Media() {
    avcodec_free_context(&decoder_);
    av_packet_free(&packet_);
    av_frame_free(&frame_);
    av_frame_free(&last_);
    if (format_ != nullptr) avformat_close_input(&format_);
    if (io_ != nullptr) av_freep(&io_->buffer);
    avio_context_free(&io_);
  }

  bool open() {
    struct stat about {};
    if (::fstat(STDIN_FILENO, &about) != 0 || about.st_size < 1) return false;
    input_.size = about.st_size;
    auto* buffer = static_cast<unsigned char*>(av_malloc(kBuffer));
    if (buffer == nullptr) return false;
    io_ = avio_alloc_context(buffer, kBuffer, 0, &input_, read_some, nullptr, seek);
    format_ = avformat_alloc_context();
    packet_ = av_packet_alloc();
    frame_ = av_frame_alloc();
    last_ = av_frame_alloc();
    if (io_ == nullptr || format_ == nullptr || packet_ == nullptr || frame_ == nullptr || last_ == nullptr) return false;
    format_->pb = io_;
    format_->format_whitelist = av_strdup(kFormats);
    format_->max_streams = kStreamsMax;
    format_->flags |= AVFMT_FLAG_CUSTOM_IO;
    if (avformat_open_input(&format_, nullptr, nullptr, nullptr) != 0) return false;  // frees the context itself
    return avformat_find_stream_info(format_, nullptr) >= 0;
  }

  AVFormatContext& format() { return *format_; }
  int stream(AVMediaType type) const { return av_find_best_stream(format_, type, -1, -1, nullptr, 0); }
  const AVCodecParameters& parameters(int index) const { return *format_->streams[index]->codecpar; }

  bool choose(int index) {
    const AVCodec* codec = avcodec_find_decoder(parameters(index).codec_id);
    decoder_ = codec == nullptr ? nullptr : avcodec_alloc_context3(codec);
    if (decoder_ == nullptr || avcodec_parameters_to_context(decoder_, &parameters(index)) < 0) return false;
    decoder_->thread_count = 1;
    decoder_->max_pixels = std::int64_t{kSideMax} * kSideMax;
    chosen_ = index;
    return avcodec_open2(decoder_, codec, nullptr) == 0;
  }

  void go_to(std::int64_t ms) {
    const auto& stream = *format_->streams[chosen_];
    const std::int64_t begin = stream.start_time == AV_NOPTS_VALUE ? 0 : stream.start_time;
    const std::int64_t at = begin + av_rescale_q(ms, {1, 1000}, stream.time_base);
    if (av_seek_frame(format_, chosen_, at, AVSEEK_FLAG_BACKWARD) >= 0) avcodec_flush_buffers(decoder_);
  }

  // The next decoded frame at or behind `ms`; null at the end, or when it takes too long to find one.
  AVFrame* next(std::int64_t ms) {
    AVFrame* found = nullptr;
    for (int i = 0; i < kDecodeMax; ++i) {
      const int received = avcodec_receive_frame(decoder_, frame_);
      if (received == 0) {
        av_frame_unref(last_);
        av_frame_move_ref(last_, frame_);
        found = last_;
        if (time_of(*last_) >= ms) return last_;
        continue;
      }
      if (received != AVERROR(EAGAIN)) return found;
      const int read = av_read_frame(format_, packet_);
      if (read < 0) {
        avcodec_send_packet(decoder_, nullptr);
        continue;
      }
      if (packet_->stream_index == chosen_) avcodec_send_packet(decoder_, packet_);
      av_packet_unref(packet_);
    }
    return found;
  }

  // As the head says; where it does not, to the end of the last packet. 0: not known.
  std::int64_t duration_ms() {
    if (format_->duration != AV_NOPTS_VALUE && format_->duration > 0) return format_->duration / (AV_TIME_BASE / 1000);
    std::int64_t last = 0;
    for (std::int64_t n = 0; n < kPacketsMax && av_read_frame(format_, packet_) >= 0; ++n) {
      const auto& stream = *format_->streams[packet_->stream_index];
      if (packet_->pts != AV_NOPTS_VALUE) {
        const std::int64_t begin = stream.start_time == AV_NOPTS_VALUE ? 0 : stream.start_time;
        last = std::max(last, av_rescale_q(packet_->pts - begin + packet_->duration, stream.time_base, {1, 1000}));
      }
      av_packet_unref(packet_);
    }
    return last;
  }

 private:
  std::int64_t time_of(const AVFrame& frame) const {
    const auto& stream = *format_->streams[chosen_];
    if (frame.best_effort_timestamp == AV_NOPTS_VALUE) return 0;
    const std::int64_t begin = stream.start_time == AV_NOPTS_VALUE ? 0 : stream.start_time;
    return av_rescale_q(frame.best_effort_timestamp - begin, stream.time_base, {1, 1000});
  }

  Input input_;
  AVIOContext* io_ = nullptr;
  AVFormatContext* format_ = nullptr;
  AVCodecContext* decoder_ = nullptr;
  AVPacket* packet_ = nullptr;
  AVFrame* frame_ = nullptr;
  AVFrame* last_ = nullptr;  // what next() gives out: at the end of a file the last one decoded
  int chosen_ = -1;
};

// Of what a stranger wrote only what a time is made of.
std::string only_time(const char* text) {
  std::string out;
  for (; text != nullptr && *text != 0 && out.size() < 40; ++text) {
    if (std::strchr("0123456789-:.+TZ ", *text) != nullptr) out += *text;
  }
  return out;
}

bool decodes(AVMediaType type) {
  Media media;
  if (!media.open()) return false;
  const int index = media.stream(type);
  return index >= 0 && media.choose(index) && media.next(0) != nullptr;
}

gboolean to_output(const gchar* bytes, gsize count, GError**, gpointer) { return write_all({bytes, count}) ? TRUE : FALSE; }
cairo_status_t to_output(void*, const unsigned char* bytes, unsigned int count) {
  return write_all({reinterpret_cast<const char*>(bytes), count}) ? CAIRO_STATUS_SUCCESS : CAIRO_STATUS_WRITE_ERROR;
}

// The loudest value of the first channel, 0 to 1.
double loudest(const AVFrame& frame) {
  double most = 0;
  const auto look = [&](auto zero, double scale) {
    using Sample = decltype(zero);
    const auto* samples = reinterpret_cast<const Sample*>(frame.data[0]);
    for (int i = 0; i < frame.nb_samples; ++i) most = std::max(most, std::abs(static_cast<double>(samples[i]) * scale));
  };
  switch (static_cast<AVSampleFormat>(frame.format)) {
    case AV_SAMPLE_FMT_U8:
    case AV_SAMPLE_FMT_U8P:
      for (int i = 0; i < frame.nb_samples; ++i) most = std::max(most, std::abs((frame.data[0][i] - 128) / 128.0));
      break;
    case AV_SAMPLE_FMT_S16:
    case AV_SAMPLE_FMT_S16P: look(std::int16_t{}, 1.0 / 32768); break;
    case AV_SAMPLE_FMT_S32:
    case AV_SAMPLE_FMT_S32P: look(std::int32_t{}, 1.0 / 2147483648.0); break;
    case AV_SAMPLE_FMT_FLT:
    case AV_SAMPLE_FMT_FLTP: look(float{}, 1.0); break;
    case AV_SAMPLE_FMT_DBL:
    case AV_SAMPLE_FMT_DBLP: look(double{}, 1.0); break;
    default: break;
  }
  return std::isfinite(most) ? std::min(most, 1.0) : 0.0;
}

}  // namespace

int probe_media() {
  av_log_set_level(AV_LOG_QUIET);
  const bool film = decodes(AVMEDIA_TYPE_VIDEO);
  const bool sound = decodes(AVMEDIA_TYPE_AUDIO);
  Media media;
  if ((!film && !sound) || !media.open()) return kUnreadable;
  std::string name = media.format().iformat->name;
  std::string out = "{\"container\":\"" + name.substr(0, name.find(',')) + "\"";
  if (film) {
    const auto& of = media.parameters(media.stream(AVMEDIA_TYPE_VIDEO));
    out += ",\"video\":\"" + std::string(avcodec_get_name(of.codec_id)) + "\",\"width\":" + std::to_string(of.width) +
           ",\"height\":" + std::to_string(of.height);
  }
  if (sound) {
    out += ",\"audio\":\"" + std::string(avcodec_get_name(media.parameters(media.stream(AVMEDIA_TYPE_AUDIO)).codec_id)) + "\"";
  }
  if (const auto* made = av_dict_get(media.format().metadata, "creation_time", nullptr, 0)) {
    out += ",\"made_at\":\"" + only_time(made->value) + "\"";
  }
  out += ",\"duration_ms\":" + std::to_string(media.duration_ms()) + "}\n";
  return write_all(out) ? kDrawn : kUnreadable;
}

int draw_frame(std::int64_t at_ms, int width) {
  av_log_set_level(AV_LOG_QUIET);
  Media media;
  if (!media.open()) return kUnreadable;
  const int index = media.stream(AVMEDIA_TYPE_VIDEO);
  if (index < 0 || !media.choose(index)) return kUnreadable;
  media.go_to(at_ms);
  const AVFrame* frame = media.next(at_ms);
  if (frame == nullptr || frame->width < 1 || frame->height < 1) return kUnreadable;
  const int wide = std::min(width, frame->width);
  const int high = std::clamp(static_cast<int>(std::lround(static_cast<double>(frame->height) * wide / frame->width)), 1, kSideMax);
  SwsContext* scaler = sws_getContext(frame->width, frame->height, static_cast<AVPixelFormat>(frame->format), wide, high,
                                      AV_PIX_FMT_RGB24, SWS_BILINEAR, nullptr, nullptr, nullptr);
  GdkPixbuf* picture = gdk_pixbuf_new(GDK_COLORSPACE_RGB, FALSE, 8, wide, high);
  bool drawn = scaler != nullptr && picture != nullptr;
  if (drawn) {
    std::uint8_t* planes[4] = {gdk_pixbuf_get_pixels(picture)};
    const int strides[4] = {gdk_pixbuf_get_rowstride(picture)};
    drawn = sws_scale(scaler, frame->data, frame->linesize, 0, frame->height, planes, strides) == high && write_head(1) &&
            gdk_pixbuf_save_to_callback(picture, to_output, nullptr, "png", nullptr, "compression", "3", nullptr);
  }
  sws_freeContext(scaler);
  if (picture != nullptr) g_object_unref(picture);
  return drawn ? kDrawn : kUnreadable;
}

int draw_waveform(int width) {
  av_log_set_level(AV_LOG_QUIET);
  Media media;
  if (!media.open()) return kUnreadable;
  const int index = media.stream(AVMEDIA_TYPE_AUDIO);
  const std::int64_t length = media.duration_ms();
  if (index < 0 || length < 1 || !media.choose(index)) return kUnreadable;
  std::vector<double> loud(kColumns, 0.0);
  for (int i = 0; i < kColumns; ++i) {
    const std::int64_t at = length * i / kColumns;
    media.go_to(at);
    if (const AVFrame* frame = media.next(at)) loud[static_cast<std::size_t>(i)] = loudest(*frame);
  }
  cairo_surface_t* surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, width, kWaveHeight);
  cairo_t* paper = cairo_create(surface);
  cairo_set_source_rgb(paper, 1, 1, 1);
  cairo_paint(paper);
  cairo_set_source_rgb(paper, 0.18, 0.36, 0.54);
  const double column = static_cast<double>(width) / kColumns;
  for (int i = 0; i < kColumns; ++i) {
    const double high = std::max(1.0, loud[static_cast<std::size_t>(i)] * (kWaveHeight - 4));
    cairo_rectangle(paper, i * column, (kWaveHeight - high) / 2, std::max(1.0, column - 1), high);
  }
  cairo_fill(paper);
  const bool drawn = cairo_status(paper) == CAIRO_STATUS_SUCCESS && write_head(1) &&
                     cairo_surface_write_to_png_stream(surface, to_output, nullptr) == CAIRO_STATUS_SUCCESS;
  cairo_destroy(paper);
  cairo_surface_destroy(surface);
  return drawn ? kDrawn : kUnreadable;
}

}  // namespace mingjing::view
