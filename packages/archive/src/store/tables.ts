import type { Generated, Insertable } from 'kysely';

/** 0 or 1: SQLite has no booleans. */
type Flag = number;
/** JSON. PostgreSQL keeps it as `jsonb`; both give it as text. */
type Json = string;

/**
 * The tables of the archive, the same in PostgreSQL and SQLite. Times are in ms since the Unix epoch, by Redis' clock; in
 * PostgreSQL `to_timestamp(ended_at_ms / 1000)` shows one.
 */
export interface Tables {
  calls: CallsTable;
  verdicts: VerdictsTable;
  shadow_differences: ShadowDifferencesTable;
  evidence: EvidenceTable;
  speech: SpeechTable;
  packs: PacksTable;
  audit: AuditTable;
  erasures: ErasuresTable;
  legal_holds: LegalHoldsTable;
}

/** A call that has ended. The same id may be used again later; then it is another call, with another first word. */
export interface CallsTable {
  id: Generated<number>;
  /** `KEY_PREFIX`: several pipelines may share an archive. */
  prefix: string;
  interaction_id: string;
  /** Digest of prefix and id: by it erasures are replayed. */
  id_hash: string;
  first_heard_at_ms: number;
  last_heard_at_ms: number;
  ended_at_ms: number;
  revision: number;
  reuse: number;
  /** Whether it can no longer resume. */
  final: Flag;
  ended_by: string;
  /** Digest of the rules that it was judged by. */
  pack: string;
  /** Digest of the shadow rules that judged it, too. */
  shadow_pack: string | null;
  attributes: Json;
  /** The whole outcome. */
  outcome: Json;
  /** Whether the words of its evidence are still there. */
  has_words: Flag;
  archived_at_ms: number;
}
export type CallRow = Insertable<CallsTable>;

/** What became of one rule in one call. */
export interface VerdictsTable {
  call_id: number;
  /** `disclosure` or `prohibited`. */
  kind: string;
  rule: string;
  /** The kind of a verdict; of a prohibited phrase `heard`. */
  verdict: string;
  due_at_ms: number | null;
  said_at_ms: number | null;
  /** How many cues named it. */
  cues: number;
}

/** What shadow rules would have decided otherwise of one rule in one call. */
export interface ShadowDifferencesTable {
  call_id: number;
  /** `disclosure` or `prohibited`. */
  kind: string;
  rule: string;
  /** Verdicts; of a prohibited phrase `said`, and `none` if it was not said or there is no such rule. */
  in_force: string;
  shadow: string;
}

/** What was said, or came close. */
export interface EvidenceTable {
  call_id: number;
  position: number;
  /** `said`, `prohibited` or `near_miss`. */
  kind: string;
  rule: string;
  /** What was listened for: the element of a disclosure, or the phrase. */
  part: string;
  /** Masked; null after `EVIDENCE_RETENTION`. */
  words: string | null;
  heard_at_ms: number;
  segment_id: string;
}

/** What was said in a call. */
export interface SpeechTable {
  call_id: number;
  /** Masked, in the order in which it was heard: `StoredSpeech` of `packages/shared`. */
  segments: Json;
}

export interface PacksTable {
  digest: string;
  pack: Json;
  first_used_at_ms: number;
}

/** Who did what. */
export interface AuditTable {
  id: Generated<number>;
  prefix: string;
  at_ms: number;
  actor: string;
  act: string;
  /** A digest if what it was done to has been erased. */
  target: string;
  details: Json;
  /** Its entry in Redis' stream of acts, of what consoles did; the archive's own acts have none. */
  entry: string | null;
}

/** What was erased on request. Without the id itself. */
export interface ErasuresTable {
  prefix: string;
  id_hash: string;
  at_ms: number;
  actor: string;
  /** How many were removed, by place. */
  counts: Json;
}

/** Calls that nothing may remove: litigation. */
export interface LegalHoldsTable {
  prefix: string;
  interaction_id: string;
  at_ms: number;
  actor: string;
}
