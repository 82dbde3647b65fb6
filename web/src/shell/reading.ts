// Reading modes: ordinary or large type, ordinary or high contrast; kept in this browser for the person at it.
// SPDX-License-Identifier: Apache-2.0
export type ReadingMode = 'standard' | 'large' | 'contrast';
const kKey = 'mingjing.reading';

export function readingMode(): ReadingMode {
  try {
    const kept = localStorage.getItem(kKey);
    return kept === 'large' || kept === 'contrast' ? kept : 'standard';
  } catch {
    return 'standard'; // storage switched off
  }
}

export function setReadingMode(mode: ReadingMode): void {
  show(mode);
  try {
    localStorage.setItem(kKey, mode);
  } catch {
    // Kept for this page only.
  }
}

export function restoreReadingMode(): void {
  show(readingMode());
}

function show(mode: ReadingMode): void {
  const root = document.documentElement.dataset;
  root.size = mode === 'large' ? 'large' : 'standard';
  root.contrast = mode === 'contrast' ? 'high' : 'standard';
}
