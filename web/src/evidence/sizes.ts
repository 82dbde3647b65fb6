// SPDX-License-Identifier: Apache-2.0
export function sizeWords(bytes: number): string {
  if (bytes < 1024) return `${bytes} 字节`;
  const [size, unit] = bytes < 1 << 20 ? [bytes / 1024, 'KB'] : bytes < 1 << 30 ? [bytes / (1 << 20), 'MB'] : [bytes / (1 << 30), 'GB'];
  return `${size < 10 ? size.toFixed(1) : Math.round(size)} ${unit}`;
}
