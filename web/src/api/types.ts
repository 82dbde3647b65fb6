// Names for the server's answers; the types themselves are generated (tools/api-types.mjs). What its schemas leave open is
// narrowed here. SPDX-License-Identifier: Apache-2.0
import type { components } from '#server';

type Schemas = components['schemas'];

export type Reason = NonNullable<Schemas['Error']['error']['reasons']>[number];
export interface ErrorBody {
  error: Omit<Schemas['Error']['error'], 'detail'> & { detail?: { retry_after_s?: number } };
}

export type HealthBody = Schemas['Health'];
export type SessionBody = Schemas['Session'];
export type MeBody = Schemas['Me'];

export type CaseRow = Omit<Schemas['CaseList']['cases'][number], 'summary'> & { summary: { officers: string[] } };
export type CaseList = Omit<Schemas['CaseList'], 'cases'> & { cases: CaseRow[] };

export type LightState = Schemas['Obligation']['light'];
export interface WorkingStep {
  date: string;
  kind: string;
  text: string;
  citation?: string;
}
export type Obligation = Omit<Schemas['Obligation'], 'working'> & { working: WorkingStep[] };
export type CaseAct = Schemas['Act'];
export type TimelineEntry = Schemas['Record'];
export type CasePageBody = Omit<Schemas['CasePage'], 'obligations'> & { obligations: Obligation[] };
