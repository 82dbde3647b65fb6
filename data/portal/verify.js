/* Checks a decision in the reader's own browser: recomputes what the server claims. Progressive: without it the page is
   whole. No dependency, no address outside this site. SPDX-License-Identifier: Apache-2.0 */
'use strict';
(() => {
  const panel = document.getElementById('verify');
  const box = panel && panel.querySelector('[data-decision]');
  if (!box) return;
  const base = box.dataset.decision;
  const text = (bytes) => new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  const bytesOf = (base64) => Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
  const hex = (bytes) => Array.from(bytes, (b) => b.toString(16).padStart(2, '0')).join('');
  const same = (a, b) => a.length === b.length && a.every((v, i) => v === b[i]);
  const sha256 = async (...parts) => {
    const all = new Uint8Array(parts.reduce((n, p) => n + p.length, 0));
    let at = 0;
    for (const part of parts) {
      all.set(part, at);
      at += part.length;
    }
    return new Uint8Array(await crypto.subtle.digest('SHA-256', all));
  };
  const unable = (why) => Object.assign(new Error(why), { unable: true });
  const fetched = async (address) => {
    const response = await fetch(address, { cache: 'no-store', redirect: 'error' }).catch(() => {
      throw unable('现在连不上，读不到核对要用的文件。');
    });
    if (response.status === 410) throw Object.assign(new Error('gone'), { gone: true });
    if (!response.ok) throw unable('核对要用的文件现在读不到。');
    return new Uint8Array(await response.arrayBuffer());
  };

  /* c2sp.org/tlog-proof@v1 */
  const proofOf = (file) => {
    const cut = file.indexOf('\n\n');
    const lines = file.slice(0, cut).split('\n');
    if (cut < 0 || lines[0] !== 'c2sp.org/tlog-proof@v1' || !/^extra /.test(lines[1]) || !/^index \d+$/.test(lines[2])) throw unable('证明文件读不懂。');
    const note = file.slice(cut + 2);
    const end = note.indexOf('\n\n');
    const head = note.slice(0, end + 1);
    const [origin, size, root] = head.split('\n');
    if (end < 0 || !/^\d+$/.test(size)) throw unable('证明文件里的检查点读不懂。');
    return { entry: bytesOf(lines[1].slice(6)), index: BigInt(lines[2].slice(6)), path: lines.slice(3).map(bytesOf), origin, size: BigInt(size), root: bytesOf(root), head, signatures: note.slice(end + 2).split('\n') };
  };

  /* RFC 9162, 2.1.3.2 */
  const rootOf = async (proof) => {
    let fn = proof.index;
    let sn = proof.size - 1n;
    if (fn > sn) return null;
    let hash = await sha256(Uint8Array.of(0), proof.entry);
    for (const step of proof.path) {
      if (sn === 0n) return null;
      if ((fn & 1n) === 1n || fn === sn) {
        hash = await sha256(Uint8Array.of(1), step, hash);
        while ((fn & 1n) === 0n && fn !== 0n) {
          fn >>= 1n;
          sn >>= 1n;
        }
      } else {
        hash = await sha256(Uint8Array.of(1), hash, step);
      }
      fn >>= 1n;
      sn >>= 1n;
    }
    return sn === 0n ? hash : null;
  };

  /* true, false, or null when this browser knows no Ed25519 */
  const signed = async (proof, vkey) => {
    const [name, id, key] = vkey.trim().split('+').length > 2 ? [vkey.trim().split('+')[0], vkey.trim().split('+')[1], vkey.trim().split('+').slice(2).join('+')] : [];
    if (!key) throw unable('公示日志的公钥读不懂。');
    const raw = bytesOf(key);
    if (raw[0] !== 1 || raw.length !== 33) throw unable('公示日志的公钥不是这个浏览器认得的种类。');
    const line = proof.signatures.find((one) => one.startsWith(`— ${name} `) && hex(bytesOf(one.split(' ')[2])).startsWith(id));
    if (!line) return false;
    let imported;
    try {
      imported = await crypto.subtle.importKey('raw', raw.slice(1), { name: 'Ed25519' }, false, ['verify']);
    } catch {
      return null;
    }
    return crypto.subtle.verify({ name: 'Ed25519' }, imported, bytesOf(line.split(' ')[2]).slice(4), new TextEncoder().encode(proof.head));
  };

  /* What the page shows against what the data say. */
  const squeezed = (value) => String(value).replace(/\s/g, '');
  const shows = (data) => {
    const seen = squeezed(document.getElementById('main').textContent);
    const wanted = [data.number, data.party && data.party.name, data.cause, data.agency && data.agency.name, data.result && data.result.text, data.remedy];
    for (const block of (data.body && data.body.blocks) || [])
      for (const span of block.text || []) wanted.push(typeof span === 'string' ? span : span.text);
    return wanted.filter((one) => typeof one === 'string').every((one) => seen.includes(squeezed(one)));
  };

  const list = document.createElement('ul');
  list.className = 'checks own-checks';
  const say = (state, head, words) => {
    const item = document.createElement('li');
    item.className = `own-${state}`;
    const mark = document.createElement('span');
    mark.className = 'own-mark';
    mark.setAttribute('aria-hidden', 'true');
    mark.textContent = { good: '✓', bad: '✗', unknown: '?' }[state];
    const body = document.createElement('div');
    const strong = document.createElement('strong');
    strong.textContent = head;
    const p = document.createElement('p');
    p.textContent = words;
    body.append(strong, p);
    item.append(mark, body);
    list.append(item);
  };
  const end = (state, words) => {
    box.dataset.result = state;
    const p = document.createElement('p');
    p.className = `own-end own-${state}`;
    p.textContent = words;
    live.replaceChildren(p, list);
  };

  const run = async () => {
    list.replaceChildren();
    if (!globalThis.isSecureContext || !globalThis.crypto || !crypto.subtle) throw unable('这个网页不是经加密连接打开的，浏览器不让它计算摘要。');
    const [json, proofBytes, vkey] = await Promise.all([fetched(`${base}.json`), fetched(`${base}.tlog-proof`), fetched('/log/vkey')]);
    const proof = proofOf(text(proofBytes));
    const entry = JSON.parse(text(proof.entry));
    let bad = false;
    let unsure = false;
    const digest = `sha256:${hex(await sha256(json))}`;
    const intact = entry.kind === 'publication' && entry.digest === digest && `/decisions/${entry.id}` === base;
    bad ||= !intact;
    say(intact ? 'good' : 'bad', intact ? '数据与存证一致' : '数据与存证不一致', intact ? '您的浏览器重新算了摘要，与日志里写的相同' : '您的浏览器重新算了摘要，与日志里写的不同');
    let agrees = false;
    try {
      agrees = intact && shows(JSON.parse(text(json)));
    } catch {
      agrees = false;
    }
    bad ||= !agrees;
    say(agrees ? 'good' : 'bad', agrees ? '本页写的与数据一致' : '本页写的与数据不一致', '比了文号、名称、案由、结论和正文');
    const root = await rootOf(proof);
    const included = root !== null && same(root, proof.root);
    bad ||= !included;
    say(included ? 'good' : 'bad', included ? '在日志中有固定位置' : '日志里找不到这个位置', included ? `第 ${proof.index} 条，日志共 ${proof.size} 条` : '证明与检查点对不上');
    const sure = await signed(proof, text(vkey));
    bad ||= sure === false;
    unsure ||= sure === null;
    if (sure === null) say('unknown', '签名没有核对', '这个浏览器还不会核对这种签名，请用独立的小程序');
    else say(sure ? 'good' : 'bad', sure ? '检查点的签名有效' : '检查点的签名无效', sure ? `由 ${proof.origin} 的公钥签名` : '不是公示日志签的，或者被改过');
    if (bad) end('bad', '与公开记录不符，请勿采信。请保留这个页面，并告诉公示机关。');
    else if (unsure) end('unknown', '能核对的都一致，签名还要用独立的小程序核对。');
    else end('good', '没有被改动。这是您的浏览器自己算出来的。');
  };

  const live = document.createElement('div');
  live.setAttribute('role', 'status');
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'button-line';
  button.textContent = '用这个浏览器核对一次';
  box.append(button, live);
  button.addEventListener('click', async () => {
    button.disabled = true;
    live.textContent = '正在核对';
    try {
      await run();
    } catch (problem) {
      if (problem.gone) end('gone', '这个决定已经撤下。请重新打开本页，看撤下的说明。');
      else if (problem.unable) end('unknown', `现在核对不了：${problem.message}这不代表决定有问题。`);
      else end('bad', '证明文件或数据被改过，读不成。请勿采信，并告诉公示机关。');
    }
    button.disabled = false;
  });
})();
