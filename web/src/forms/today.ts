// The day by the server's clock, not by this computer's, which may be wrong. client.ts tells what the last answer said.
// SPDX-License-Identifier: Apache-2.0
import { door } from '../api/client';
import { serverToday } from '../shell/clock';

export function now(): Date {
  return new Date(Date.now() + (door.serverAhead ?? 0));
}

// Beijing's day, 2026-11-20.
export const today = serverToday;

// Beijing's moment to the minute, as a form sends it.
export function thisMinute(): string {
  return `${new Date(now().getTime() + 8 * 3_600_000).toISOString().slice(0, 16)}:00+08:00`;
}
