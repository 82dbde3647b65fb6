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
export type ActAnswer = Schemas['ActAnswer'];
export type TimelineEntry = Omit<Schemas['Record'], 'data'> & { data: Record<string, unknown> };
export type CasePageBody = Omit<Schemas['CasePage'], 'obligations' | 'timeline'> & { timeline: TimelineEntry[]; obligations: Obligation[] };
export type Volumes = Schemas['Volumes'];
export type VolumeGrant = Schemas['VolumeGrant'];
export type CaseLooks = Schemas['CaseLooks'];
export type Custody = Schemas['Custody'];
export type CaseFormList = Schemas['CaseForms'];

export type PublicationDesk = Schemas['PublicationDesk'];
export type PublicationRow = Schemas['PublicationList']['publications'][number];
export type TextPiece = PublicationDesk['paragraphs'][number]['original'][number];
export type LeakFinding = PublicationDesk['findings'][number];
export type ReviewRound = Schemas['Review'];
export type FileReview = Schemas['FileReview'];
export type FileReviewRule = FileReview['rules'][number];
export type Reviewer = Schemas['ReviewerList']['reviewers'][number];
export type ComplaintRow = Schemas['ComplaintList']['complaints'][number];
export type Complaint = Omit<Schemas['Complaint'], 'obligations'> & { obligations: Obligation[] };
export type PublicAnswer = Schemas['PublicAnswer'];
export type ComplaintAnswer = Schemas['ComplaintAnswer'];
export type DiscretionPage = Schemas['DiscretionPage'];
export type DiscretionPreview = Schemas['DiscretionPreview'];
export type Assessment = Schemas['Assessment'];
export type FenRange = Schemas['FenRange'];

export type Task = Omit<Schemas['TaskList']['tasks'][number], 'due'> & { due?: Obligation | undefined };
export type TaskList = Omit<Schemas['TaskList'], 'tasks'> & { tasks: Task[] };
export type Statistics = Schemas['Statistics'];
export type SecondFactorBody = Schemas['SecondFactor'];
export type SessionList = Schemas['SessionList'];
export type ColleagueList = Schemas['ColleagueList'];
export type AgencyBody = Schemas['Agency'];
export type ImportReport = Schemas['ImportReport'];
export type LawPreview = Schemas['LawPreview'];
export type CalendarPreview = Schemas['CalendarPreview'];
export type ImportOutcome = Schemas['ImportOutcome'];
export type SecurityPolicy = Schemas['SecurityPolicy'];
export type Indicators = Schemas['Indicators'];
export type Indicator = Schemas['Indicator'];
export type StatuteList = Schemas['StatuteList'];
export type StatuteBody = Schemas['Statute'];
export type CitedBy = Schemas['CitedBy'];
export type CalendarYears = Schemas['CalendarYears'];
export type CalendarYear = Schemas['CalendarYear'];
export type Journal = Schemas['Journal'];
export type SystemState = Schemas['SystemState'];
export type SetUpState = Schemas['SetUpState'];
export type SetUpSteps = Schemas['SetUpSteps'];
export type PaletteBody = Schemas['Palette'];
export interface SetUpBody {
  code: string;
  agency: {
    uscc: string; name: string; short_name: string; document_prefix: string; level: string; region_code: string; address: string; telephone: string;
    units: { name: string; legal_review: boolean; case_handling: boolean }[];
  };
  system_admin: FirstAdministrator;
  security_admin: FirstAdministrator;
  audit_admin: FirstAdministrator;
}
export interface FirstAdministrator {
  username: string;
  name: string;
  password: string;
}
