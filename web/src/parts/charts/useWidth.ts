// The width a drawing has, in pixels, so that its words keep their size on a phone.
// SPDX-License-Identifier: Apache-2.0
import { onMounted, onUnmounted, ref, useTemplateRef } from 'vue';

export function useWidth(fallback = 520) {
  const box = useTemplateRef<HTMLElement>('box'); // the element that holds the drawing
  const width = ref(fallback);
  let watcher: ResizeObserver | undefined;
  onMounted(() => {
    if (!box.value || typeof ResizeObserver === 'undefined') return;
    watcher = new ResizeObserver(([entry]) => {
      if (entry && entry.contentRect.width > 0) width.value = Math.floor(entry.contentRect.width);
    });
    watcher.observe(box.value);
  });
  onUnmounted(() => watcher?.disconnect());
  return width;
}

// A round number at or above the largest, for the end of an axis.
export function roundUp(value: number): number {
  const step = 10 ** Math.floor(Math.log10(Math.max(1, value)));
  return Math.max(1, [1, 1.5, 2, 3, 4, 5, 6, 8, 10].map((times) => times * step).find((top) => top >= value) ?? value);
}
