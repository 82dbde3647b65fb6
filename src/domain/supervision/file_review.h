// Review of a case file 「案卷评查」: what a reviewer would find, worked out from the case and from what is known of
// its officers, item, agency and documents. Pure, and never an act: nothing refuses because of it. The rules are data
// (data/supervision/file_review_rules.json): how grave each is, on which article it stands, and which predicate answers
// it. A rule that only a person can judge comes back as a question; one whose part of the system does not exist yet
// says so and counts neither way. SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "domain/cases/case.h"
#include "domain/cases/marks.h"
#include "domain/catalog/item.h"
#include "domain/catalog/major_decisions.h"
#include "domain/documents/document_model.h"
#include "domain/identity/agency.h"
#include "domain/identity/officer.h"
#include "law/calendar.h"
#include "law/known_laws.h"
#include "law/limits.h"

namespace mingjing::supervision {

enum class RuleSeverity : std::uint8_t {
  fatal,   // 一票否定: the whole file fails
  deduct,  // 扣分
};
inline constexpr std::array<cases::Named<RuleSeverity>, 2> kRuleSeverities{{
    {RuleSeverity::fatal, "fatal", "一票否定"},
    {RuleSeverity::deduct, "deduct", "扣分"},
}};

enum class RuleMode : std::uint8_t {
  automatic,  // 程序判断
  assist,     // 程序辅助: the program tells what it sees, a person judges what it cannot see
  manual,     // 人工判断
};
inline constexpr std::array<cases::Named<RuleMode>, 3> kRuleModes{{
    {RuleMode::automatic, "automatic", "程序判断"},
    {RuleMode::assist, "assist", "程序辅助"},
    {RuleMode::manual, "manual", "人工判断"},
}};

enum class RuleOutcome : std::uint8_t {
  satisfied,       // 符合
  finding,         // 发现问题
  not_applicable,  // 不适用: the matter does not occur in this case, or not yet
  not_assessable,  // 暂不能评查
  needs_person,    // 需要人工判断
};
inline constexpr std::array<cases::Named<RuleOutcome>, 5> kRuleOutcomes{{
    {RuleOutcome::satisfied, "satisfied", "符合"},
    {RuleOutcome::finding, "finding", "发现问题"},
    {RuleOutcome::not_applicable, "not_applicable", "不适用"},
    {RuleOutcome::not_assessable, "not_assessable", "暂不能评查"},
    {RuleOutcome::needs_person, "needs_person", "需要人工判断"},
}};

// What shows a result 「评查依据」: a sentence with its dates, and where in the file it stands.
struct Shown {
  std::string text;
  RecordId record{};
  DocumentId document{};
  EvidenceId evidence{};
  PartyId party{};
};

struct Checked {
  RuleOutcome outcome = RuleOutcome::satisfied;
  std::vector<Shown> shown{};
};

struct FileReviewRule {
  std::string id;  // CF-01
  std::string act_type;
  std::string group;
  RuleSeverity severity = RuleSeverity::deduct;
  std::int64_t points = 0;
  RuleMode mode = RuleMode::automatic;
  std::string name;
  std::vector<std::string> basis;
  Date from;
  std::optional<Date> until;
  std::string check;     // name of the predicate; empty for manual rules and those not yet assessable
  std::string question;  // what a person answers
  std::string not_yet;   // why it cannot be assessed yet
  std::string advice;    // what to do about a finding
  bool text_record = false;  // about the text record alone: the case by itself answers it (indicator 48)
};

// How findings become a score 「计分方式」.
struct ScoreModel {
  struct Grade {
    std::string id, name;
    std::int64_t from = 0;
  };
  std::string id, name;
  std::int64_t full = 100;
  std::optional<std::int64_t> fatal_score;  // a fatal finding makes it this
  std::optional<std::int64_t> fatal_most;   // a fatal finding leaves no more than this
  std::vector<Grade> grades;                // from the highest down
};

class FileReviewRules {
 public:
  static const FileReviewRules& built_in();
  // Refused with the rule that is wrong: unknown check, group, mode; no basis; check, question and not_yet not exactly
  // one of the three.
  static Result<FileReviewRules> parse(std::string_view json);

  struct Group {
    std::string id, name;
  };
  const std::vector<FileReviewRule>& rules() const { return rules_; }
  const std::vector<ScoreModel>& models() const { return models_; }
  const FileReviewRule* find(std::string_view id) const;
  std::string_view group_name(std::string_view id) const;

 private:
  std::vector<Group> groups_;
  std::vector<ScoreModel> models_;
  std::vector<FileReviewRule> rules_;
};

// What other cases of the agency say of the same officers, parties and series of numbers.
struct Elsewhere {
  std::vector<cases::InquiryMark> inquiries;  // about the time of an inquiry of this case, of the same officer
  std::vector<cases::FineMark> fines;         // of a party of this case, for the same item
  std::set<std::string> numbers;              // those of `numbers_before` that there are
};
// Whom this case fines for what; asked elsewhere by name and item.
struct IntendedFine {
  PartyId party;
  std::string party_name, item_code, item_name;
};
std::vector<IntendedFine> intended_fines(const cases::Case& enforcement_case);
// The number before each of this case's, where it is not the first of its year.
std::vector<std::string> numbers_before(const cases::Case& enforcement_case);

// What the case does not say itself. Built by flow/review_case_file; by hand in tests.
struct FileSurroundings {
  Date today;
  identity::Agency agency;
  std::map<OfficerId, identity::Officer> officers;  // everybody named in the case
  std::map<UserId, OfficerId> officer_of;           // who acted, when the account is an officer's
  std::map<std::string, catalog::Item> items;       // by id: the item of the case and of each count
  std::vector<catalog::Trigger> hearing_right;      // APL 63: why the party had to be told of the hearing
  std::vector<catalog::Trigger> review_required;    // APL 58 and the agency's catalogue
  std::map<DocumentId, documents::DocumentModel> documents;
  std::set<DocumentId> altered;  // whose stored text no longer has the digest it was committed under
  const law::Calendar* calendar = &law::Calendar::built_in();
  const law::KnownLaws* laws = &law::KnownLaws::built_in();
  const law::Limits* limits = &law::Limits::built_in();
  std::optional<Elsewhere> elsewhere;  // absent: other cases were not looked at
};

// The masked copy of a decision that is shown on the portal, by its template.
inline constexpr std::string_view kPublicCopy = "public_decision";

struct RuleResult {
  const FileReviewRule* rule = nullptr;
  RuleOutcome outcome = RuleOutcome::satisfied;
  std::vector<Shown> shown;
  std::int64_t deducted = 0;  // points of a finding; 0 else
};

struct Score {
  const ScoreModel* model = nullptr;
  std::int64_t points = 0;
  const ScoreModel::Grade* grade = nullptr;
};

struct FileReview {
  std::vector<RuleResult> results;  // every rule in force, in the order of the rules
  std::vector<Score> scores;        // one a model
};

// Only what a program can see counts: questions and what cannot be assessed take no points off.
FileReview review_file(const cases::Case& enforcement_case, const FileSurroundings& surroundings,
                       const FileReviewRules& rules = FileReviewRules::built_in());
// Whether no rule about the text record, in force on that day, finds anything.
bool text_record_in_order(const cases::Case& enforcement_case, Date day,
                          const FileReviewRules& rules = FileReviewRules::built_in());
Score score_of(const std::vector<RuleResult>& results, const ScoreModel& model);

}  // namespace mingjing::supervision
