// 投诉举报 on the portal: the form, the receipt with number and code, the progress. Pure functions, no script; what was
// typed comes back with the faults beside it. None of these pages is ever kept in a cache.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "domain/supervision/complaint.h"
#include "render/portal_pages.h"

namespace mingjing::render {

struct ComplaintForm {
  supervision::ComplaintContent content;
  bool kind_chosen = false, about_chosen = false;
  std::string token;        // authenticates the form
  std::string about_title;  // of the decision that led here
  std::vector<query::PortalAgency> agencies;  // to choose from; with one or none nothing is asked
  std::vector<Reason> problems;               // each with its field
};
std::string complaint_form_page(const PageContext& context, const ComplaintForm& form);

struct ComplaintReceipt {
  std::string number, code;
  bool other_words = false;  // handed in before with another text, which stays as it was
};
// Shown once: the code is stored nowhere.
std::string complaint_receipt_page(const PageContext& context, const ComplaintReceipt& receipt);

// `looked_up` false: only asks. With a question and no progress: the one answer for a wrong code and an unknown number.
struct ComplaintQuestion {
  std::string number;
  bool looked_up = false;
  std::optional<supervision::ComplaintProgress> progress;
};
std::string complaint_progress_page(const PageContext& context, const ComplaintQuestion& question);

// Nothing can be handed in or looked up now, and why.
std::string complaint_closed_page(const PageContext& context, std::string_view sentence);

}  // namespace mingjing::render
