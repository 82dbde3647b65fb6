// Everything the public can fetch of a demo's decisions (JSON, the page, the text and the metadata of the PDF) against
// every personal value the cases know: names of natural persons, numbers, telephones, homes, accounts, witnesses,
// complainants, minors. MINGJING_SCAN_CASES sets how many cases are made; a few hundred without it.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>

#include "base/text.h"
#include "domain/cases/case.h"
#include "domain/disclosure/leak_scan.h"
#include "mingjing/demo.h"
#include "mingjing/portal.h"
#include "mingjing/system.h"

namespace mingjing::app {
namespace {

std::int64_t cases_wanted() {
  const char* set = std::getenv("MINGJING_SCAN_CASES");
  return set == nullptr ? 300 : std::max<std::int64_t>(1, std::atoll(set));
}

struct Known {
  std::vector<std::string> values;   // must not stand anywhere
  std::vector<std::string> allowed;  // names of organisations that hold one of them
  bool minor = false;
};

void add(std::vector<std::string>& out, const std::string& value) {
  if (count_chars(value) > 1) out.push_back(value);
}

Known known_of(const cases::Case& c) {
  Known out;
  for (const auto& p : c.parties) {
    const bool organisation = p.kind == cases::PartyKind::organisation;
    if (p.kind == cases::PartyKind::natural) add(out.values, p.name);
    else out.allowed.push_back(p.name);
    add(out.values, p.legal_representative);
    add(out.values, p.citizen_no);
    add(out.values, p.phone);
    add(out.values, p.bank_account);
    if (!organisation) add(out.values, p.address);
    out.minor = out.minor || p.is_minor;
  }
  for (const auto& record : c.records) {
    for (const char* field : {"subject", "witness", "recipient", "applicant", "informant", "agent"}) {
      const std::string said = record.data.text(field);
      if (std::any_of(said.begin(), said.end(), [](unsigned char byte) { return byte >= 0x80; })) add(out.values, said);  // no key word
    }
    for (const auto& [name, secret] : record.secrets) add(out.values, secret);
  }
  // Whoever received for an organisation is a person; the organisation itself may be named.
  std::erase_if(out.values, [&](const auto& v) { return std::find(out.allowed.begin(), out.allowed.end(), v) != out.allowed.end(); });
  return out;
}

std::string output_of(const std::string& command) {
  std::string out;
  std::FILE* pipe = ::popen(command.c_str(), "r");
  if (pipe == nullptr) return out;
  char buffer[65536];
  for (std::size_t n; (n = std::fread(buffer, 1, sizeof buffer, pipe)) > 0;) out.append(buffer, n);
  ::pclose(pipe);
  return out;
}

class PublishedOutput : public testing::Test {
 protected:
  void SetUp() override {
    options_.data = std::filesystem::temp_directory_path() / ("mj_scan_" + std::to_string(::getpid()));
    std::filesystem::remove_all(options_.data);
  }
  void TearDown() override { std::filesystem::remove_all(options_.data); }

  std::string pdf_text(const std::string& bytes) const {
    const auto path = options_.data / "scan.pdf";
    std::ofstream(path, std::ios::binary) << bytes;
    return output_of("pdftotext -q '" + path.string() + "' - ; pdfinfo '" + path.string() + "'; pdfinfo -meta '" +
                     path.string() + "'; strings -n 6 '" + path.string() + "'");
  }

  Options options_;
};

TEST_F(PublishedOutput, HoldsNoPersonalValueOfItsCase) {
  ASSERT_EQ(run_demo(options_, {.cases = cases_wanted(), .seed = 11, .as_of = Date(2026, 11, 20), .quiet = true}), 0);
  auto system = System::open(options_, {});
  ASSERT_TRUE(system) << system.error().message;
  Portal portal(**system);
  const auto site = portal.site("https://demo.mingjing.example");
  std::vector<std::string> ids;
  static const db::Statement kCases{"scan_cases", "SELECT id FROM case_row WHERE publication IN ('approved', 'taken_down')"};
  (*system)->database().read([&](db::Transaction& tx) {
    ids.clear();
    tx.each(kCases, {}, [&](const db::Row& row) {
      ids.emplace_back(row.text(0));
      return true;
    });
  });
  const auto agency = (*system)->root_agency();
  std::int64_t published = 0, pdfs = 0, bytes = 0, leaks = 0;
  const auto look = [&](const Known& known, const std::string& what, const std::string& text) {
    bytes += static_cast<std::int64_t>(text.size());
    for (const auto& leak : disclosure::leak_scan(text, {known.values, known.allowed})) {
      if (leak.kind != disclosure::LeakKind::known_value) continue;
      ++leaks;
      ADD_FAILURE() << what << ": " << text.substr(leak.range.begin, leak.range.end - leak.range.begin);
    }
  };
  for (const auto& text : ids) {
    const auto id = *CaseId::parse(text);
    std::optional<cases::Case> c;
    (*system)->snapshots().read([&](ports::Reader& reader) {
      const auto stored = reader.load(agency, ports::kind::enforcement_case, id.uuid());
      ASSERT_TRUE(stored.has_value());
      c = *cases::Case::from_parts(id, stored->parts);
    });
    const auto known = known_of(*c);
    EXPECT_FALSE(known.minor) << c->case_no;  // a minor's decision is never there
    std::vector<DecisionId> addresses{c->public_id()};
    for (const auto& past : c->past_publications) addresses.push_back(past.id);
    for (const auto& past : c->past_decisions) addresses.push_back(past.id);
    for (const auto& address : addresses) {
      const std::string path = "/decisions/" + address.text();
      const auto page = site->handle({path, {}, {}, {}});
      look(known, path, *page.body);
      const auto json = site->handle({path + ".json", {}, {}, {}});
      look(known, path + ".json", *json.body);
      if (json.status == 200) ++published;
      const auto decision = portal.db().decision(address.text());
      if (!decision) continue;
      const auto pdf = site->handle({path + ".pdf", {}, {}, {}});
      if (pdf.status != 200) continue;
      ++pdfs;
      look(known, path + ".pdf", pdf_text(*pdf.body));
    }
  }
  for (const char* list : {"/", "/decisions", "/decisions.csv", "/feed.json", "/feed.atom", "/sitemap.xml"}) {
    EXPECT_EQ(site->handle({list, {}, {}, {}}).status, 200) << list;
  }
  std::printf("scanned %lld published decisions, %lld PDFs, %lld bytes: %lld leaks\n", static_cast<long long>(published),
              static_cast<long long>(pdfs), static_cast<long long>(bytes), static_cast<long long>(leaks));
  EXPECT_GT(published, cases_wanted() / 4);
  EXPECT_GT(pdfs, 0);
  EXPECT_EQ(leaks, 0);
}

}  // namespace
}  // namespace mingjing::app
