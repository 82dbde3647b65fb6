// SPDX-License-Identifier: Apache-2.0
#include "demo_pieces.h"

#include <fmt/format.h>

namespace mingjing::app::demo {

using cases::Act;

Scene Pieces::scene() {
  if (seed_ == 0) seed_ = random_.next() | 1;
  return {story_.item_code, story_.place, story_.area, story_.began - 40, seed_};
}

void Pieces::piece(std::string_view kind, const std::string& name, const std::string& proves, Instant obtained,
                   std::optional<DemoFile> file) {
  pass(0, 0);
  add(Act::add_evidence, lead_,
      Json::object({{"kind", kind}, {"name", name}, {"origin", story_.place}, {"proves", proves},
                    {"obtained_at", obtained.text()}, {"officers", officers()}}));
  if (file) steps_.back().file = std::make_shared<const DemoFile>(std::move(*file));
}

Paper Pieces::minutes(const std::string& title, const Span& when, const std::string& place, const std::string& text) const {
  Paper out;
  out.title = title;
  const auto& first = bureau_.people[lead_].name;
  const auto& second = bureau_.people[assist_].name;
  out.lines = {fmt::format("时间：{}至{}", when.from.text_zh(), when.until.text_zh()), "地点：" + place, fmt::format("执法人员：{}、{}，已出示执法证件", first, second)};
  for (std::size_t from = 0; from < text.size();) {  // each question on a line of its own
    const auto next = std::min(text.find("问：", from + 1), text.size());
    out.text.push_back(text.substr(from, next - from));
    from = next;
  }
  out.on = when.until.date();
  out.seed = seed_;
  out.closing = "以上内容已经看过，与实际相符。";
  out.signatures = {{"当事人", story_.person}, {"执法人员", first}, {"执法人员", second}};
  return out;
}

Paper Pieces::survey_report() const {
  Paper out;
  out.title = "测量报告";
  out.lines = {"委托单位：" + bureau_.name, "测量地点：" + story_.place, "测量日期：" + on_site_.until.date().text_zh()};
  out.text = {"受委托对上述地点进行实地测量，采用国家统一的坐标系统。", "测量结果：" + story_.area + "。", "测量成果经过检查，符合精度要求。"};
  out.signatures = {{"测量单位", "澜州测绘院"}};
  out.on = on_site_.until.date();
  out.seed = seed_;
  return out;
}

void Pieces::photographs(const std::string& proves) {
  struct Shot {
    std::string_view what;
    View view;
    int after_minutes;
  };
  for (const auto& shot : {Shot{"全景", View::whole, 6}, Shot{"近景", View::near, 9}, Shot{"丈量", View::measured, 14}}) {
    const Instant at = on_site_.from.plus_ms(shot.after_minutes * 60'000 + random_.between(0, 59) * 1000);
    const std::string name = fmt::format("现场照片（{}）", shot.what);
    piece("av_evidence", name, proves, at, DemoFile{name + ".png", Picture{scene(), shot.view, at}});
  }
}

void Pieces::film_step(Act of, const std::string& name, Instant from, Instant until, int device_ahead_s) {
  constexpr std::int64_t kBroughtIn = 20 * 60'000;
  const Instant shown_from = from.plus_ms(device_ahead_s * 1000), shown_until = until.plus_ms(device_ahead_s * 1000);
  now_ = std::max(now_, until.plus_ms(kBroughtIn));
  Json body = Json::object({{"record_id", "@record:" + std::string(cases::to_string(of))}, {"started_at", shown_from.text()},
                            {"ended_at", shown_until.text()}, {"device", "ZFY-03"}});
  if (device_ahead_s != 0) body.set("clock_offset_s", device_ahead_s);
  add(Act::add_recording, lead_, std::move(body));
  const bool in_room = of == Act::record_inquiry || of == Act::hold_hearing;
  steps_.back().file = std::make_shared<const DemoFile>(DemoFile{name + ".mp4", Film{scene(), in_room, shown_from, shown_until}});
}

void Pieces::record_sound(Instant from) {
  constexpr int kSeconds = 20;
  const auto seed = scene().seed ^ static_cast<std::uint64_t>(from.unix_ms());
  now_ = std::max(now_, questioned_.until.plus_ms(15 * 60'000));
  add(Act::add_recording, lead_,
      Json::object({{"record_id", "@record:record_inquiry"}, {"started_at", from.plus_ms(60'000).text()}, {"device", "ZFY-01"},
                    {"note", "告知权利和义务部分。"}}));
  steps_.back().file = std::make_shared<const DemoFile>(DemoFile{"告知权利义务录音.wav", Sound{kSeconds, seed}});
}

void Pieces::register_pieces() {
  const bool filed = course_.with_files;
  for (const auto& [name, proves] : story_.evidence) {
    if (name.starts_with("现场检查")) {
      const auto obtained = filed ? on_site_.until : now_;
      auto file = filed ? std::optional(DemoFile{name + ".pdf", minutes(name, on_site_, story_.place, story_.on_site)}) : std::nullopt;
      piece("inspection_minutes", name, proves, obtained, std::move(file));
    } else if (name.find("询问") != std::string::npos) {
      auto file = filed ? std::optional(DemoFile{"询问笔录.pdf", minutes("询问笔录", questioned_, "本局询问室", story_.inquiry)}) : std::nullopt;
      piece("party_statement", name, proves, filed ? questioned_.until : now_, std::move(file));
    } else if (name.starts_with("现场照片")) {
      if (filed) photographs(proves);
      else piece("av_evidence", name, proves, now_);
    } else if (name.starts_with("影像")) {
      auto file = filed ? std::optional(DemoFile{name + ".png", Picture{scene(), View::compared, on_site_.from}}) : std::nullopt;
      piece("electronic_data", name, proves, now_, std::move(file));
    } else {
      auto file = filed ? std::optional(DemoFile{name + ".pdf", survey_report()}) : std::nullopt;
      piece("documentary_evidence", name, proves, now_, std::move(file));
    }
  }
}

}  // namespace mingjing::app::demo
