// SPDX-License-Identifier: Apache-2.0
#include "mingjing/rotate_log.h"

#include <iostream>

#include "inbox/inbox.h"
#include "mingjing/system.h"
#include "store/reseal.h"
#include "workers/sequencer.h"

namespace mingjing::app {

Result<NewLogKey> rotate_log_key(const Options& options, crypto::LogKeyKind kind) {
  auto opened = System::open(options);
  if (!opened) return refuse(opened.error());
  System& system = **opened;
  const crypto::KeyStore keys(options.key_folder());
  const bool is_sm2 = kind == crypto::LogKeyKind::sm2;
  const std::size_t held = system.signer() != nullptr ? system.signer()->keys_of(signature_type(kind)) : 0;
  if (held == 0) {
    return refuse(ErrorCode::not_found, is_sm2 ? "密钥文件夹里没有 log.sm2，没有可换的。改用国密请运行 mingjing keys add-sm。"
                                               : "密钥文件夹里没有日志密钥，没有可换的。");
  }
  if (held > 1) {
    return refuse(ErrorCode::conflict, "上一次更换还在重叠期，新旧两把密钥都在签名。请先运行 mingjing keys rotate-log " +
                                           std::string(is_sm2 ? "--sm2 " : "") + "--end-overlap。");
  }
  auto next = keys.next_log(kind);
  if (!next) return refuse(next.error());
  const auto fresh = verifier_of(system.origin(), kind, std::move(*next));
  NewLogKey out{fresh.vkey(), is_sm2 ? system.signer()->sm2_verifier()->vkey() : system.vkey(), 0};
  workers::Sequencer before(system.database(), system.tiles(), *system.signer(), system.clock(), "rotate-log");
  if (!before.lead()) return refuse(ErrorCode::conflict, "另一台服务器正在给日志编号。请先停下所有服务器，再换密钥。");
  before.drain();
  out.index = before.head().size;
  before.change_key(fresh, out.former);
  if (auto adopted = keys.adopt_next_log(kind); !adopted) return refuse(adopted.error());
  const auto signer = load_signer(keys, system.origin());
  if (!signer) return refuse(signer.error());
  if (auto told = put_vkey(system.tiles(), **signer); !told) return refuse(told.error());
  workers::Sequencer after(system.database(), system.tiles(), **signer, system.clock(), "rotate-log");
  after.drain();
  after.release();
  return out;
}

int run_rotate_log(const Options& options, crypto::LogKeyKind kind, bool end_overlap) {
  const bool is_sm2 = kind == crypto::LogKeyKind::sm2;
  if (end_overlap) {
    const auto ended = crypto::KeyStore(options.key_folder()).end_log_overlap(kind);
    if (!ended) {
      std::cerr << ended.error().message << "\n";
      return kRefused;
    }
    std::cout << "旧的日志" << (is_sm2 ? "国密" : "") << "密钥已删去，重新启动服务后只用新的签名。只认得旧公钥的人，从现在起核对不了新的检查点。\n";
    return kDone;
  }
  const auto done = rotate_log_key(options, kind);
  if (!done) {
    std::cerr << done.error().message << "\n";
    return kRefused;
  }
  std::cout << "日志" << (is_sm2 ? "国密" : "") << "密钥已更换，日志第 " << done->index << " 条记着这件事。\n新公钥：" << done->vkey << "\n旧公钥：" << done->former
            << "\n两把都会签名。请把新公钥登在公告栏，告诉" << (is_sm2 ? "核对国密签名的人" : "见证方、副本和审计人员")
            << "，重新导出密钥放进保险柜；大家都换好以后（建议三十天），运行 mingjing keys rotate-log " << (is_sm2 ? "--sm2 " : "")
            << "--end-overlap。\n";
  return kDone;
}

int run_reseal(const Options& options, bool drop_old) {
  const auto refused = [](const std::string& why) {
    std::cerr << why << "\n";
    return kRefused;
  };
  auto opened = System::open(options);
  if (!opened) return refused(opened.error().message);
  const auto done = store::reseal_all((*opened)->database(), (*opened)->sealer());
  std::cout << "看过 " << done.rows << " 行，用现在的 data 密钥重新加密 " << done.anew << " 行。\n";
  if (!drop_old) return kDone;
  // Letters wait under the key that their writers were given.
  if (inbox::Inbox((options.data / "inbox.db").string()).waiting(1).size() > 0) {
    return refused("收件箱里还有没收下的来件，旧密钥暂不能删。请先启动服务收下来件，停下来再运行一次。");
  }
  const auto dropped = crypto::KeyStore(options.key_folder()).drop_old_data();
  if (!dropped) return refused(dropped.error().message);
  std::cout << "旧的 data 密钥已删去。以前的备份仍要用以前导出的密钥才读得出加密的内容，请一并保管。\n";
  return kDone;
}

}  // namespace mingjing::app
