// Numbers beside the places of the navigation, told by whoever knows them.
// SPDX-License-Identifier: Apache-2.0
import { reactive } from 'vue';
import { call } from '../api/client';
import type { TaskList } from '../api/types';

export const counts: Record<string, number> = reactive({});

// Without an answer there is no number; the screen itself says why.
export async function countTasks(): Promise<void> {
  const list = await call<TaskList>('/api/v1/tasks', { needsSession: false }).catch(() => null);
  if (list) counts.tasks = Object.values(list.counts).reduce((sum, count) => sum + count, 0);
}
