// The device's camera and microphone as a page may use them. Nothing is written on the picture; what it shows is what was seen.
// SPDX-License-Identifier: Apache-2.0
import { momentWords } from '../parts/words';
import { now } from '../forms/today';

export type Mode = 'photo' | 'film' | 'sound';
export interface Camera {
  stream: MediaStream;
  photo(view: HTMLVideoElement): Promise<File>;
  record(): void;
  stop(): Promise<File>;
  close(): void;
}

const kNames: Record<Mode, string> = { photo: '照片', film: '录像', sound: '录音' };
const named = (mode: Mode, type: string): string => {
  const ending = type.startsWith('image/') ? 'jpg' : type.includes('mp4') ? (mode === 'sound' ? 'm4a' : 'mp4') : 'webm';
  return `${kNames[mode]} ${momentWords(now().toISOString()).replace(':', '')}${String(now().getSeconds()).padStart(2, '0')}.${ending}`;
};

export async function openCamera(mode: Mode): Promise<Camera> {
  const video = mode === 'sound' ? false : { facingMode: 'environment', width: { ideal: 1920 }, height: { ideal: 1080 } };
  const stream = await navigator.mediaDevices.getUserMedia({ video, audio: mode !== 'photo' });
  let recorder: MediaRecorder | null = null;
  let parts: Blob[] = [];
  return {
    stream,
    async photo(view) {
      const canvas = document.createElement('canvas');
      canvas.width = view.videoWidth;
      canvas.height = view.videoHeight;
      canvas.getContext('2d')!.drawImage(view, 0, 0);
      const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', 0.92));
      if (!blob) throw new Error('no picture');
      return new File([blob], named('photo', 'image/jpeg'), { type: 'image/jpeg', lastModified: now().getTime() });
    },
    record() {
      parts = [];
      recorder = new MediaRecorder(stream);
      recorder.ondataavailable = (event) => event.data.size > 0 && parts.push(event.data);
      recorder.start(1000); // in pieces, so that a crash loses no more than a second
    },
    stop() {
      return new Promise<File>((resolve, reject) => {
        const running = recorder;
        if (!running) return reject(new Error('nothing is being recorded'));
        running.onstop = () => {
          const type = (running.mimeType.split(';')[0] || (mode === 'sound' ? 'audio/webm' : 'video/webm'));
          resolve(new File(parts, named(mode, type), { type, lastModified: now().getTime() }));
        };
        running.stop();
      });
    },
    close: () => stream.getTracks().forEach((track) => track.stop()),
  };
}
