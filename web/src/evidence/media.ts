// What kind of thing a piece of evidence is for looking at it.
// SPDX-License-Identifier: Apache-2.0
export type Media = 'image' | 'audio' | 'video' | 'pages' | 'other';

export function mediaOf(type: string | undefined): Media {
  if (!type) return 'other';
  if (type.startsWith('image/')) return 'image';
  if (type.startsWith('audio/')) return 'audio';
  if (type.startsWith('video/')) return 'video';
  return type === 'application/pdf' ? 'pages' : 'other';
}
