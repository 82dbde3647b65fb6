// SPDX-License-Identifier: Apache-2.0
import { afterEach, describe, expect, it, vi } from 'vitest';
import fileCase from '../../../data/forms/file_case.json';
import '../acts/ActPage.vue'; // compiled before a test goes there
import { open, person, refused, sampleCase, serve, settle, type Answer, type Server } from '../testing';

afterEach(() => vi.unstubAllGlobals());

const at = `/cases/${sampleCase.id}`;
const server = (page: typeof sampleCase, more: (path: string) => Answer | null = () => null): Server => ({ path }) => {
  if (path === '/api/v1/session') return { status: 200, body: person };
  return more(path) ?? (path === `/api/v1${at}` ? { status: 200, body: page } : refused(404, '没有'));
};
const act = (id: string, name: string, reasons: [string, string, string][] = []) => ({
  act: id, name, allowed: reasons.length === 0, form: `/api/v1/forms/${id}.json`, reasons: reasons.map(([code, message, citation]) => ({ code, message, citation })),
});

describe('the case page', () => {
  it('shows acts allowed first and refused ones with every reason and article, and no bronze but for law', async () => {
    serve(server(sampleCase));
    const { page } = await open(at);
    expect(page.find('h1').text()).toBe(sampleCase.cause);
    expect(page.find('.main li h3').text()).toBe('答复审核意见');
    expect(page.find('.go.first').attributes('href')).toBe(`${at}/acts/reply_to_review`);
    const reasons = page.findAll('.act li');
    expect(reasons.map((li) => li.find('.citation').exists())).toEqual([true, false]);
    expect(reasons[0]!.text()).toContain('《行政处罚法》第五十八条第一款');
    expect(page.find('[aria-current=step]').text()).toContain('法制审核');
  });

  it('puts the main way first, opens acts by their number, and folds what this stage does not have', async () => {
    const acts = [act('apply_recusal', '登记回避申请'), act('record_inquiry', '制作询问笔录'), act('conclude_investigation', '调查终结'),
      act('decide', '作出决定', [['stage', '还没有到这一步。', '']]), act('assign_officers', '指派承办人', [['officers', '还要一名持证人员。', '《行政处罚法》第四十二条第一款']])];
    serve(server({ ...sampleCase, acts }));
    const { page, router } = await open(at);
    expect(page.findAll('.main h3').map((name) => name.text())).toEqual(['调查终结', '制作询问笔录']);
    expect(page.findAll('details.refused summary').map((summary) => summary.text())).toEqual(['这个阶段没有 1 项']);
    expect(page.find('.acts .side').text()).toContain('登记回避申请');
    expect(page.find('.acts > .act').text()).toContain('指派承办人');
    expect(page.find('details.refused').text()).toContain('作出决定');
    document.body.dispatchEvent(new KeyboardEvent('keydown', { key: '3', bubbles: true }));
    await settle();
    expect(router.currentRoute.value.params.act).toBe('apply_recusal');
  });

  it('shows limits with their working, the timeline newest first, lateness with its reason, amounts to the fen', async () => {
    serve(server({ ...sampleCase, parties: [sampleCase.party!] }));
    const { page } = await open(at);
    const limits = page.find('.limits').text();
    for (const words of ['剩 1 个工作日', '11-21、11-22 周末，跳过', '《行政处罚法》第五十八条', '暂定']) expect(limits).toContain(words);
    expect(page.findAll('.timeline h3').map((name) => name.text())).toEqual(['送法制审核', '立案']);
    for (const words of ['2026-11-18 09:20 补录，说明：停电', '办理时已逾期：法制审核', '另有 1 处需要说明的情形', '1,093,680.00 元', '只显示末四位', '监测监控']) expect(page.text()).toContain(words);
    expect(page.text()).not.toContain('recorded_late');
  });

  it('opens an entry to all that was recorded, in the words of its form', async () => {
    const timeline = [{ ...sampleCase.timeline[0]!, data: { opinion: '同意立案。', discovered_on: '2026-09-10', tags: ['complex'], discussion_required: true } }];
    serve(server({ ...sampleCase, timeline, acts: [act('file_case', '立案')] }, (path) => (path === '/api/v1/forms/file_case.json' ? { status: 200, body: fileCase } : null)));
    const { page } = await open(at);
    const details = page.find('.timeline details');
    (details.element as HTMLDetailsElement).open = true;
    await details.trigger('toggle');
    await settle();
    const pairs = Object.fromEntries(details.findAll('dt').map((name, index) => [name.text(), details.findAll('dd')[index]!.text()]));
    expect(pairs).toMatchObject({ 审批意见: '同意立案。', 发现日期: '2026-09-10', 案件情形: '疑难复杂', 情节复杂或者重大违法行为: '是' });
    expect(page.find('blockquote').text()).toBe('同意立案。');
  });

  it('shows the text of a document beside the list, what a form still lacks, and cases of the same party', async () => {
    const documents = [{ id: 'd1', template: 't', title: '立案审批表', status: 'rendered', model_sha256: 'x', size: 1, pages: 2, href: '/api/v1/doc', pdf: '/api/v1/doc.pdf' }];
    const asked = serve(server({ ...sampleCase, documents }, (path) => {
      if (path.startsWith('/api/v1/doc/pages/')) return { status: 200, body: 'a picture', headers: { 'X-Page-Count': '2' } };
      if (path === '/api/v1/doc') return { status: 200, body: { model: { title: ['立案审批表'], agency: '某局', number: '立〔2026〕1号', blocks: [{ kind: 'paragraph', text: ['经查，', { text: '沈某', style: 'name' }], indent: 2 }] } } };
      if (path.endsWith('/related')) return { status: 200, body: { parties: [{ name: '恒岭石料有限公司', cases: [{ id: 'c9', number: '2024-0012', stage_name: '已归档', penalty: '警告' }] }] } };
      if (path.endsWith('/forms')) return { status: 200, body: { forms: [{ id: 'f', version: 1, name: '听证通知书', source: 's', ready: false, href: '/f', missing: [{ code: 'm', message: '还没有听证时间。', field: 'h' }] }] } };
      return null;
    }));
    const { page } = await open(at);
    await page.find('.cards .name').trigger('click');
    await settle();
    expect(page.find('.paper').text()).toContain('经查，沈某');
    const pagesAsked = () => asked.map((one) => one.path).filter((path) => path.endsWith('.png'));
    const pressed = async (words: string) => {
      await page.findAll('.split button').find((one) => one.text() === words)!.trigger('click');
      await settle();
    };
    expect(pagesAsked()).toEqual([]);
    await pressed('看版面');
    expect(page.find('.pages img').attributes('alt')).toBe('立案审批表，第 1 页');
    await pressed('下一页');
    expect(pagesAsked()).toEqual(['/api/v1/doc/pages/1.png', '/api/v1/doc/pages/2.png']);
    expect(page.find('.turn').text()).toContain('第 2 页，共 2 页');
    await pressed('看文字');
    expect(page.find('.paper').exists()).toBe(true);
    expect(page.find('.pages').exists()).toBe(false);
    const forms = page.find('details.forms');
    (forms.element as HTMLDetailsElement).open = true;
    await forms.trigger('toggle');
    await settle();
    expect(forms.text()).toContain('还缺：还没有听证时间。');
    expect(page.find('#panel-related').text()).toContain('2024-0012');
    expect(page.findAll('[role=tab]').map((tab) => tab.text())).toContain('相关案件 1');
  });

  it('shows thumbnails of the evidence under one purpose, each by a grant of its own, and none by itself', async () => {
    const piece = (id: string, more: object = {}) => ({
      id, kind: 'k', kind_name: '书证', name: `证据${id}`, size: 9, obtained_at: '2026-11-02T10:00:00+08:00', before_filing: false, excluded: false, sha256: 'abcd'.repeat(16), media_type: 'image/jpeg', ...more,
    });
    const evidence = [piece('a'), piece('b', { media_type: 'application/pdf' }), piece('c', { media_type: 'video/mp4' }), piece('d', { excluded: true }), piece('e')];
    const asked = serve(server({ ...sampleCase, evidence }, (path) => {
      const id = /evidence\/(\w)\//.exec(path)?.[1];
      if (path.endsWith('/views')) return { status: 201, body: { grant: `grant-${id}` } };
      if (path.endsWith('.png')) return id === 'b' ? refused(415, '这个文件不能在页面上显示。') : { status: 200, body: 'a picture' };
      return null;
    }));
    const { page } = await open(at);
    const evidenceAsked = () => asked.filter((one) => one.path.startsWith('/api/v1/evidence/'));
    const form = page.find('#panel-evidence form.small');
    expect(form.text()).toContain('看 3 件的缩略图');
    expect(evidenceAsked()).toEqual([]);
    await form.find('input').setValue('核对现场照片');
    await form.trigger('submit');
    await settle();
    expect(evidenceAsked().map((one) => `${one.method} ${one.path}`)).toEqual(['a', 'b', 'e'].flatMap((id) => [`POST /api/v1/evidence/${id}/views`, `GET /api/v1/evidence/${id}/pages/1.png`]));
    expect(evidenceAsked()[0]!.body).toEqual({ purpose: '核对现场照片' });
    expect(evidenceAsked()[1]!.query.get('grant')).toBe('grant-a');
    expect(page.findAll('#panel-evidence .tile').map((tile) => tile.find('.face img').exists())).toEqual([true, false, false, false, true]);
    expect(page.find('#panel-evidence [role=alert]').exists()).toBe(false);
  });

  it('moves between its parts with the arrows', async () => {
    serve(server(sampleCase));
    const { page } = await open(at);
    await page.find('#tab-timeline').trigger('keydown', { key: 'ArrowRight' });
    expect(page.find('#tab-documents').attributes('aria-selected')).toBe('true');
    expect((page.find('#panel-timeline').element as HTMLElement).style.display).toBe('none');
  });

  it('says why a case does not open', async () => {
    serve(server(sampleCase));
    const { page } = await open('/cases/unknown');
    expect(page.find('[role=alert]').text()).toContain('没有');
  });
});
