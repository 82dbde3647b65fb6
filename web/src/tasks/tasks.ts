// What waits for the person signed in 「待办」, as the server orders it, in groups by when to act.
// SPDX-License-Identifier: Apache-2.0
import { computed, ref, shallowRef } from 'vue';
import type { RouteLocationRaw, Router } from 'vue-router';
import { ApiRefusal, call } from '../api/client';
import type { LightState, Task, TaskList } from '../api/types';
import { counts as navigationCounts } from '../shell/counts';

export interface TaskFilters {
  light: string;
  kind: string;
  q: string;
  yours: string;
}
export const noFilters: TaskFilters = { light: '', kind: '', q: '', yours: '' };

export const lightChips: readonly { id: LightState | 'none'; name: string }[] = [
  { id: 'red', name: '逾期' }, { id: 'yellow', name: '临期' }, { id: 'green', name: '正常' }, { id: 'suspended', name: '已中止' }, { id: 'none', name: '没有期限' },
];

export interface TaskGroup {
  name: string;
  tasks: Task[];
}

const kGroups = ['今天先办', '本周与下周', '以后', '暂停计时', '没有期限'] as const;

// By when to act, not by colour: what is late or due today comes first; then until the Sunday of next week.
function groupOf(task: Task, today: string): (typeof kGroups)[number] {
  const due = task.due;
  if (!due) return '没有期限';
  if (due.light === 'suspended') return '暂停计时';
  if (due.light === 'red' || due.due <= today) return '今天先办';
  return due.due <= sundayOfNextWeek(today) ? '本周与下周' : '以后';
}

export function sundayOfNextWeek(today: string): string {
  const day = new Date(`${today}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() + ((7 - day.getUTCDay()) % 7) + 7);
  return day.toISOString().slice(0, 10);
}

export function groupTasks(tasks: readonly Task[], today: string): TaskGroup[] {
  return kGroups.map((name) => ({ name, tasks: tasks.filter((task) => groupOf(task, today) === name) })).filter((group) => group.tasks.length > 0);
}

// The screen where the task is done; the case when there is none of its own.
export function taskAddress(task: Task, router: Pick<Router, 'hasRoute'>): RouteLocationRaw {
  if (task.complaint && router.hasRoute('complaint')) return { name: 'complaint', params: { id: task.complaint.id } };
  if (task.kind === 'list') return { name: 'recording-matters' };
  const id = task.case?.id ?? '';
  const own = { review: 'case-review', publication: 'case-publication' }[task.kind as string];
  return { name: own && router.hasRoute(own) ? own : 'case', params: { id } };
}

export const taskTitle = (task: Task) => task.case?.cause || task.case?.party || task.complaint?.kind_name || (task.kind === 'list' ? '本机关清单' : '');
export const taskNumber = (task: Task) => task.case?.number || task.complaint?.number || '';

export function useTasks() {
  const tasks = shallowRef<Task[]>([]);
  const counts = shallowRef<TaskList['counts'] | null>(null);
  const next = ref('');
  const isLoading = ref(false);
  const hasLoaded = ref(false);
  const refusal = shallowRef<ApiRefusal | null>(null);
  let filters = noFilters;
  let asked: AbortController | null = null;

  async function fetchPage(after: string) {
    asked?.abort();
    const mine = (asked = new AbortController());
    isLoading.value = true;
    refusal.value = null;
    try {
      const page = await call<TaskList>('/api/v1/tasks', { query: { ...filters, after }, signal: mine.signal });
      if (asked !== mine) return;
      tasks.value = after ? [...tasks.value, ...page.tasks] : page.tasks;
      counts.value = page.counts;
      next.value = page.next;
      hasLoaded.value = true;
    } catch (thrown) {
      if (asked !== mine || mine.signal.aborted) return;
      if (!(thrown instanceof ApiRefusal)) throw thrown;
      refusal.value = thrown;
    } finally {
      if (asked === mine) isLoading.value = false;
    }
  }
  const total = computed(() => (counts.value ? Object.values(counts.value).reduce((sum, count) => sum + count, 0) : 0));
  const load = async (wanted: TaskFilters) => {
    filters = wanted;
    await fetchPage('');
    if (counts.value && wanted === noFilters) navigationCounts.tasks = total.value;
  };
  const more = () => (next.value && !isLoading.value ? fetchPage(next.value) : Promise.resolve());
  return { tasks, counts, total, next, isLoading, hasLoaded, refusal, load, more };
}
