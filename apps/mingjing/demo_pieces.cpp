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
  out.signatures = {{"当事人", story_.person}, {"执法人员", first}, {"执法人员", second}};
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
      piece("documentary_evidence", name, proves, now_);
    }
  }
}

}  // namespace mingjing::app::demo
