// SPDX-License-Identifier: Apache-2.0
#include "http/errors.h"

#include "base/json.h"

namespace mingjing::http {

int status_of(ErrorCode code) {
  switch (code) {
    case ErrorCode::bad_request:
      return 400;
    case ErrorCode::unauthenticated:
      return 401;
    case ErrorCode::forbidden:
      return 403;
    case ErrorCode::not_found:
      return 404;
    case ErrorCode::method_not_allowed:
      return 405;
    case ErrorCode::conflict:
      return 409;
    case ErrorCode::gone:
      return 410;
    case ErrorCode::precondition_failed:
      return 412;
    case ErrorCode::too_large:
      return 413;
    case ErrorCode::unsupported_type:
      return 415;
    case ErrorCode::invalid:
      return 422;
    case ErrorCode::locked:
      return 423;
    case ErrorCode::precondition_required:
      return 428;
    case ErrorCode::too_many:
      return 429;
    case ErrorCode::digest_mismatch:
      return 460;
    case ErrorCode::unavailable:
      return 503;
    case ErrorCode::storage_full:
      return 507;
  }
  return 500;
}

Response error_response(const Error& error) {
  JsonWriter out;
  out.open_object().key("error").open_object();
  out.member("code", to_string(error.code)).member("message", error.message);
  if (!error.field.empty()) out.member("field", error.field);
  if (!error.reasons.empty()) {
    out.key("reasons").open_array();
    for (const auto& reason : error.reasons) {
      out.open_object().member("code", reason.code).member("message", reason.message);
      if (!reason.citation.empty()) out.member("citation", reason.citation);
      if (!reason.field.empty()) out.member("field", reason.field);
      out.close_object();
    }
    out.close_array();
  }
  if (!error.detail_json.empty()) out.key("detail").raw(error.detail_json);
  out.close_object().close_object();
  Response response = Response::json(status_of(error.code), out.take());
  if (response.status == 503 || response.status == 429) response.set("Retry-After", "1");
  return response;
}

Response edge_error(int status, std::string_view code, std::string_view message) {
  JsonWriter out;
  out.open_object().key("error").open_object().member("code", code).member("message", message);
  out.close_object().close_object();
  Response response = Response::json(status, out.take());
  if (status == 503) response.set("Retry-After", "1");
  return response;
}

Response exception_response(std::exception_ptr thrown) {
  try {
    std::rethrow_exception(thrown);
  } catch (const Unavailable& gone) {
    if (gone.disk_full)
      return edge_error(507, "storage_full", "服务器存储空间不足，内容没有保存，请联系系统管理员后重试。");
    return edge_error(503, "unavailable", "系统暂时无法使用，内容没有保存，请稍后重试。");
  } catch (...) {
    return edge_error(500, "internal", "系统出错，内容没有保存。请稍后重试，多次出现时请联系系统管理员。");
  }
}

}  // namespace mingjing::http
