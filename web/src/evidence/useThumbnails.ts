// Small pictures on the tiles. A small picture shows what the original shows, so each is a look of its own: under a grant that
// says why and is written into the journal (CONTRACTS 7, docs/decisions/0018-thumbnails-are-looks.md). Nothing is fetched
// before somebody asks, one after the other, and all is forgotten with the page.
// SPDX-License-Identifier: Apache-2.0
import { onUnmounted, reactive, ref, shallowRef } from 'vue';
import { ApiRefusal, call, fetchFile } from '../api/client';
import type { CasePageBody } from '../api/types';
import { mediaOf } from './media';

type Piece = CasePageBody['evidence'][number];
const kWidth = 320; // pixels: twice the width of a tile
export const kThumbnailsMax = 60; // of one press of the button

export const hasThumbnail = (piece: Piece): boolean => Boolean(piece.sha256) && !piece.excluded && ['image', 'pages'].includes(mediaOf(piece.media_type));

export function useThumbnails() {
  const pictures = reactive(new Map<string, string>());
  const isBusy = ref(false);
  const refusal = shallowRef<ApiRefusal | null>(null);
  let isGone = false;

  async function draw(piece: Piece, purpose: string): Promise<void> {
    const { grant } = await call<{ grant: string }>(`/api/v1/evidence/${piece.id}/views`, { method: 'POST', body: { purpose } });
    const { blob } = await fetchFile(`/api/v1/evidence/${piece.id}/pages/1.png`, { grant, width: String(kWidth) });
    if (!isGone) pictures.set(piece.id, URL.createObjectURL(blob));
  }

  async function show(pieces: readonly Piece[], purpose: string): Promise<void> {
    if (isBusy.value) return;
    isBusy.value = true;
    refusal.value = null;
    for (const piece of pieces.filter((one) => hasThumbnail(one) && !pictures.has(one.id)).slice(0, kThumbnailsMax)) {
      if (isGone) break;
      try {
        await draw(piece, purpose);
      } catch (thrown) {
        if (!(thrown instanceof ApiRefusal)) throw thrown;
        if (thrown.status === 415) continue; // cannot be drawn: its tile keeps the sign
        refusal.value = thrown;
        break;
      }
    }
    isBusy.value = false;
  }

  onUnmounted(() => {
    isGone = true;
    for (const address of pictures.values()) URL.revokeObjectURL(address);
  });
  return { pictures, isBusy, refusal, show };
}
