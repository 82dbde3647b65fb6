// Decision PDFs a second on one core: a full decision with two parties and their counts, another number each time.
// Usage: pdf_documents [SECONDS]; prints one line of JSON.
// SPDX-License-Identifier: Apache-2.0
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>

#include "domain/documents/sample_facts.h"
#include "domain/documents/template.h"
#include "render/pdf_document.h"

int main(int argc, char** argv) {
  using namespace mingjing;
  using Clock = std::chrono::steady_clock;
  const double limit = argc > 1 ? std::atof(argv[1]) : 5;
  auto fonts = render::Fonts::load();
  if (!fonts) {
    std::fprintf(stderr, "%s\n", fonts.error().message.c_str());
    return 1;
  }
  const auto facts = sample::several_facts();
  int made = 0;
  int pages = 0;
  std::size_t bytes = 0;
  const auto start = Clock::now();
  const auto cpu = std::clock();
  double seconds = 0;
  while (seconds < limit) {
    auto one = facts;
    one.set("number", documents::document_number("澜自然资罚决", 2026, made + 1));
    const auto model = documents::compose("penalty_decision", one);
    const auto pdf = model ? render::render_pdf(*model, **fonts) : Result<render::RenderedPdf>();
    if (!model || !pdf) return 1;
    ++made;
    pages += pdf->pages;
    bytes += pdf->bytes.size();
    seconds = std::chrono::duration<double>(Clock::now() - start).count();
  }
  const double busy = static_cast<double>(std::clock() - cpu) / CLOCKS_PER_SEC;
  std::printf("{\"bench\":\"pdf_documents\",\"documents_per_cpu_s\":%.1f,\"pages_per_document\":%.1f,\"kib\":%.0f}\n",
              made / busy, static_cast<double>(pages) / made, static_cast<double>(bytes) / made / 1024);
  return 0;
}
