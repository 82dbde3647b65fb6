// Recording devices and rooms as the server tells them; whether something is overdue or off is its to say. Here it is put
// into words, and a typed time into an instant. SPDX-License-Identifier: Apache-2.0
import type { components } from '#server';
import type { LightState } from '../api/types';
import { momentWords } from '../parts/words';

export const kinds = [
  { id: 'body_camera', name: '执法记录仪' }, { id: 'camcorder', name: '摄像机' }, { id: 'still_camera', name: '照相机' }, { id: 'voice_recorder', name: '录音笔' },
] as const;
export const roomKinds = [{ id: 'inquiry_room', name: '询问室' }, { id: 'hearing_room', name: '听证室' }] as const;

type Schemas = components['schemas'];
export type DeviceRow = Schemas['DeviceRow'];
export type DeviceBody = Schemas['Device'];
export type RoomSession = Schemas['RoomSession'];
export type RoomRow = Schemas['RoomRow'];
export type RoomBody = Schemas['Room'];
export type EquipmentBody = Schemas['Equipment'];

// 快 1 分 35 秒
export function offsetWords(seconds: number): string {
  if (seconds === 0) return '与服务器一致';
  const all = Math.abs(seconds);
  const parts = [[Math.floor(all / 86_400), '天'], [Math.floor(all / 3600) % 24, '小时'], [Math.floor(all / 60) % 60, '分'], [all % 60, '秒']] as const;
  return `${seconds > 0 ? '快' : '慢'} ${parts.filter(([count]) => count > 0).slice(0, 2).map(([count, unit]) => `${count} ${unit}`).join(' ')}`;
}

export interface Light { light: LightState; words: string }
export function clockLight(device: DeviceRow): Light {
  if (!device.clock) return { light: 'notStarted', words: '没有核对过' };
  return { light: device.clock.off ? 'yellow' : 'green', words: offsetWords(device.clock.offset_s) };
}
export function calibrationLight(device: DeviceRow): Light | null {
  if (!device.calibration_due) return null;
  return device.calibration_overdue ? { light: 'red', words: `应于 ${device.calibration_due} 检定` } : { light: 'green', words: `有效至 ${device.calibration_due}` };
}

// What wants attention stands first, then by number.
export function inOrder(rows: readonly DeviceRow[]): DeviceRow[] {
  const weight = (one: DeviceRow) => (one.calibration_overdue ? 0 : one.clock?.off ? 1 : 2);
  return [...rows].sort((a, b) => weight(a) - weight(b) || a.number.localeCompare(b.number, 'zh'));
}

// Beijing time as the field of a browser writes it, with seconds: 2026-03-02T09:00:05.
const kSecond = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', dateStyle: 'short', timeStyle: 'medium' });
export const fieldOf = (instant: number): string => kSecond.format(instant).replace(' ', 'T');
// What was typed there, as an instant; null while it is none.
export function instantOf(field: string): number | null {
  const at = Date.parse(`${field.length === 16 ? `${field}:00` : field}+08:00`);
  return Number.isNaN(at) ? null : at;
}

// 03-02 09:00 至 10:15
export function spanWords(session: RoomSession): string {
  const from = momentWords(session.from);
  if (!session.to) return `${from} 起`;
  const to = momentWords(session.to);
  return `${from} 至 ${to.slice(0, 10) === from.slice(0, 10) ? to.slice(11) : to}`;
}
