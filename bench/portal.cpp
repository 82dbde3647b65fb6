// Search and pages of the portal: CPU of a two-word search, newest first, over N decisions, alone and with each filter;
// of a page far down the list; of a page made and of a page kept. `portal [N [FOLDER]]` prints JSON, a line each figure; a FOLDER keeps the decisions for the next time. SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <functional>
#include <random>

#include "base/json.h"
#include "query/portal_db.h"
#include "render/portal_site.h"

namespace mingjing {
namespace {

double cpu_us() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e6 + static_cast<double>(now.tv_nsec) / 1e3;
}

// Words of very different frequency: word k of 300 stands in about N / (k + 1) decisions.
struct Corpus {
  std::mt19937 random{7};
  std::vector<std::string> words;
  Corpus() {
    const std::string first =
        "澜青衡石门白崖临岗柳溪云台采矿砂石物流建材农业用地规划测绘林草湿滩储量复垦越界占耕建设施工程管网";
    std::vector<std::string> chars;
    for (std::size_t i = 0; i < first.size(); i += 3) chars.push_back(first.substr(i, 3));
    for (std::size_t i = 0; words.size() < 300; ++i)
      words.push_back(chars[i % chars.size()] + chars[(i * 7 + i / chars.size() + 1) % chars.size()]);
  }
  std::string text() {
    std::string out;
    for (std::size_t k = 0; k < words.size(); ++k)
      if (random() % (k + 1) == 0 || random() % 40 == 0) out += words[k] + "，";
    return out;
  }
};

constexpr std::int64_t kAmounts[] = {0, 50'000, 500'000, 5'000'000, 50'000'000, 500'000'000};  // fen: one of each band

query::FeedItem item(Corpus& corpus, std::int64_t n) {
  query::FeedItem out;
  out.kind = query::FeedItem::Kind::publication;
  out.pos = n;
  out.at = Instant(1'790'000'000'000 + n * 60'000);
  out.id = fmt::format("01990000-0000-7000-8000-{:012x}", n);
  const std::string uscc = fmt::format("11330900MB0X{:06}", n % 12);
  out.entry = canonical(Json::object({{"agency", uscc},
                                      {"digest", "sha256:" + std::string(64, 'd')},
                                      {"id", out.id},
                                      {"kind", "publication"},
                                      {"seq", n},
                                      {"v", 1}}));
  Json blocks = Json::array();
  for (int i = 0; i < 6; ++i)
    blocks.push(Json::object({{"kind", "paragraph"}, {"text", Json::array({Json(corpus.text())})}}));
  out.json = canonical(Json::object(
      {{"id", out.id},
       {"number", fmt::format("澜自然资罚决〔2026〕{}号", n)},
       {"agency", Json::object({{"uscc", uscc}, {"name", fmt::format("第{}局", n % 12)}})},
       {"act_type", "penalty"},
       {"party", Json::object({{"kind", "organisation"}, {"name", fmt::format("{}公司", corpus.words[n % 300])}})},
       {"cause", "未经批准非法占用土地案"},
       {"facts", corpus.text()},
       {"basis", Json::array({Json::object({{"citation", "《土地管理法》第七十七条第一款"}})})},
       {"result", Json::object({{"text", "罚款 1,000.00 元"}, {"amount_fen", kAmounts[n % 6]}})},
       {"remedy", "六十日内申请行政复议。"},
       {"decided_on", fmt::format("{}-{:02}-{:02}", 2020 + n % 7, n % 12 + 1, n % 28 + 1)},
       {"body", Json::object({{"agency", "局"}, {"blocks", blocks}})},
       {"files", Json::array()},
       {"salt", std::string(64, '0')}}));
  return out;
}

void report(const char* name, std::vector<double> us) {
  std::sort(us.begin(), us.end());
  double sum = 0;
  for (double one : us) sum += one;
  fmt::print("{{\"name\":\"{}\",\"mean_us\":{:.1f},\"p50_us\":{:.1f},\"p99_us\":{:.1f},\"runs\":{}}}\n", name,
             sum / static_cast<double>(us.size()), us[us.size() / 2], us[us.size() * 99 / 100], us.size());
}

template <class Body>
std::vector<double> timed(int runs, const Body& body) {
  std::vector<double> out;
  for (int i = 0; i < runs; ++i) {
    const double before = cpu_us();
    body(i);
    out.push_back(cpu_us() - before);
  }
  return out;
}

bool fill(query::PortalDb& db, int count, const std::filesystem::path& file) {
  Corpus corpus;
  const auto before = std::chrono::steady_clock::now();
  std::vector<query::FeedItem> batch;
  for (int n = 1; n <= count; ++n) {
    batch.push_back(item(corpus, n));
    if (batch.size() < 500 && n < count) continue;
    if (!db.apply(batch)) return false;
    batch.clear();
  }
  while (db.tend()) continue;  // as a server does when it has nothing else to do
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - before).count();
  fmt::print("{{\"name\":\"apply\",\"decisions\":{},\"seconds\":{:.1f},\"bytes\":{}}}\n", count, seconds,
             std::filesystem::file_size(file));
  return true;
}

int run(int count, const std::filesystem::path& kept) {
  const auto folder =
      kept.empty() ? std::filesystem::temp_directory_path() / fmt::format("mingjing-bench-portal-{}", std::time(nullptr))
                   : kept;
  std::filesystem::create_directories(folder);
  {
    const Corpus corpus;
    query::PortalDb db((folder / "portal.db").string());
    if (db.position() > count) return 1;
    if (db.position() < count && !fill(db, count, folder / "portal.db")) return 1;
    // The same thousand pairs of words for every row, each pair from the whole range of frequencies.
    const auto search = [&](const char* name, const std::function<void(query::PortalFilter&)>& narrow) {
      std::mt19937 random(11);
      report(name, timed(1000, [&](int) {
               query::PortalFilter filter;
               filter.q = corpus.words[random() % 300] + " " + corpus.words[random() % 300];
               narrow(filter);
               db.page(filter);
             }));
    };
    using F = query::PortalFilter;
    search("search_two_words", [](F&) {});
    search("search_two_words_agency", [](F& f) { f.agencies = {"11330900MB0X000003"}; });
    search("search_two_words_year", [](F& f) { f.years = {2024}; });
    search("search_two_words_amount", [](F& f) { f.amounts = {"100000-1000000"}; });
    search("search_two_words_agency_year", [](F& f) {
      f.agencies = {"11330900MB0X000003"}, f.from = Date(2024, 1, 1), f.to = Date(2024, 12, 31);
    });
    search("search_by_relevance", [](F& f) { f.by_relevance = true; });
    report("list_by_agency_year", timed(1000, [&](int i) {
             F filter;
             filter.agencies = {fmt::format("11330900MB0X{:06}", i % 12)}, filter.years = {2020 + i % 7};
             db.page(filter);
           }));
    // A thousand pages on: a cursor is a place, so the last page costs what the first does.
    std::string after;
    report("page_by_cursor", timed(1000, [&](int) {
             F filter;
             filter.after = after;
             after = db.page(filter).next;
           }));
    report("facets", timed(1000, [&](int) { db.facets(); }));
    report("list_newest", timed(1000, [&](int) { db.page({}); }));
    const render::PortalSite site(db, {.owner = "局", .base_url = "https://portal.example"}, {});
    const auto open = [&](int i) {
      site.handle(
          {"/decisions/" + fmt::format("01990000-0000-7000-8000-{:012x}", i % std::min(count, 1000) + 1), "", "", ""});
    };
    report("page_made", timed(std::min(count, 1000), open));
    report("page_kept", timed(20000, open));
  }
  if (kept.empty()) std::filesystem::remove_all(folder);
  return 0;
}

}  // namespace
}  // namespace mingjing

int main(int argc, char** argv) {
  return mingjing::run(argc > 1 ? std::atoi(argv[1]) : 200'000, argc > 2 ? argv[2] : "");
}
