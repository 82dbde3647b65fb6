// What the server says, as far as the screens use it. Names are the server's.
// SPDX-License-Identifier: Apache-2.0

export interface Reason {
  code: string;
  message: string;
  citation?: string;
  field?: string;
}
export interface ErrorBody {
  error: {
    code: string;
    message: string;
    field?: string;
    reasons?: Reason[];
    detail?: { retry_after_s?: number };
  };
}

export type LightState = 'green' | 'yellow' | 'red' | 'suspended' | 'done' | 'notStarted';

// Who is signed in.
export interface SessionUser {
  id: string;
  name: string;
  roles: { id: string; name: string }[];
  must_change_password: boolean;
}
export interface SessionBody {
  csrf_token: string;
  user: SessionUser;
}
export interface MeBody {
  user: SessionUser;
  agency: { name: string; short_name: string };
  unit_name?: string;
}

export interface CaseRow {
  id: string;
  case_no: string;
  stage: string;
  stage_name: string;
  cause: string;
  party: string;
  registered_on: string;
  next_due: string;
  light: LightState; // done: nothing runs that the agency owes
  summary: { officers: string[] };
}
export interface CaseList {
  cases: CaseRow[];
  next: string;
}

export interface CaseAct {
  act: string;
  name: string;
  allowed: boolean;
  reasons: Reason[];
  form: string;
}
export interface WorkingStep {
  date: string;
  kind: string;
  text: string;
  citation?: string;
}
export interface Obligation {
  id: string;
  rule: string;
  name: string;
  unit: string;
  owed_by: string;
  start: string;
  due: string;
  due_at?: string;
  light: LightState;
  words: string;
  provisional: boolean;
  working: WorkingStep[];
  citation: string;
  fulfilled_on?: string;
}
export interface TimelineEntry {
  id: string;
  act: string;
  name: string;
  occurred_at: string;
  recorded_at: string;
  marks: string[];
  late_reason?: string;
  late: boolean;
}
export interface PenaltyKind {
  id: string;
  name: string;
}
export interface CasePageBody {
  id: string;
  version: number;
  stage: string;
  stage_name: string;
  stage_since: string;
  case_no: string;
  cause: string;
  source: string;
  summary: string;
  reported_at: string;
  filed_on?: string;
  party?: {
    name: string;
    kind: string;
    kind_name: string;
    uscc?: string;
    legal_representative?: string;
    citizen_no?: string;
    phone?: string;
    address?: string;
    identifiers_shown: boolean;
  };
  item?: { id: string; code: string; name: string };
  officers: { id: string; name: string; certificate_no: string; role: string }[];
  proposal?: { facts: string; kinds: PenaltyKind[]; kinds_text: string; fine_fen: number; basis: string[] };
  decision?: { id: string; number: string; decided_at: string; fine_fen: number };
  publication: { state: string; state_name: string };
  evidence: { id: string; name: string; kind_name: string; obtained_at: string }[];
  documents: { id: string; title: string; number?: string; status: string; pages: number; pdf?: string }[];
  timeline: TimelineEntry[];
  obligations: Obligation[];
  acts: CaseAct[];
}
