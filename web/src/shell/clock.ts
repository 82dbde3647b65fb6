// The time of the server, minute by minute: every answer says it, and the difference to this computer's clock is kept.
// SPDX-License-Identifier: Apache-2.0
import { onMounted, onUnmounted, ref } from 'vue';
import { door } from '../api/client';

const kWeekdays = ['星期日', '星期一', '星期二', '星期三', '星期四', '星期五', '星期六'];
const kMinute = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Asia/Shanghai', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit',
});

// 2026-11-20 星期五 14:32, Beijing time.
export function clockWords(instant: number): string {
  const [day = '', time = ''] = kMinute.format(instant).split(' ');
  return `${day} ${kWeekdays[new Date(`${day}T00:00:00Z`).getUTCDay()]} ${time}`;
}

export function useServerClock() {
  const words = ref('');
  let timer: ReturnType<typeof setInterval> | undefined;
  const tick = () => (words.value = door.serverAhead === null ? '' : clockWords(Date.now() + door.serverAhead));
  onMounted(() => {
    tick();
    timer = setInterval(tick, 5000);
  });
  onUnmounted(() => clearInterval(timer));
  return words;
}

// The civil day at the server, 2026-11-20.
export const serverToday = (): string => kMinute.format(Date.now() + (door.serverAhead ?? 0)).slice(0, 10);
export const serverHour = (): number => Number(kMinute.format(Date.now() + (door.serverAhead ?? 0)).slice(11, 13));
