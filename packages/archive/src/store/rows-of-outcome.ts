import type { Insertable } from 'kysely';
import { idHash } from './id-hash.js';
import type { ArchivedEntry, ArchivedOutcome } from '../stream/outcome-entry.js';
import { storable, storableJson } from './storable.js';
import type { CallRow, EvidenceTable, ShadowDifferencesTable, SpeechTable, VerdictsTable } from './tables.js';

/** What an outcome is in the tables. Its verdicts and evidence get the call's id once it has one. */
export interface OutcomeRows {
  readonly call: CallRow;
  readonly verdicts: readonly Omit<Insertable<VerdictsTable>, 'call_id'>[];
  readonly shadowDifferences: readonly Omit<Insertable<ShadowDifferencesTable>, 'call_id'>[];
  readonly evidence: readonly Omit<Insertable<EvidenceTable>, 'call_id'>[];
  /** One, or none if what was said is not kept. */
  readonly speech: readonly Omit<Insertable<SpeechTable>, 'call_id'>[];
}

export function rowsOfOutcome(entry: ArchivedEntry, { prefix, nowMs }: { prefix: string; nowMs: number }): OutcomeRows {
  const outcome = storable(entry.outcome);
  const evidence = evidenceOf(outcome);
  return {
    call: {
      prefix,
      interaction_id: outcome.interactionId,
      id_hash: idHash(prefix, outcome.interactionId),
      first_heard_at_ms: outcome.firstHeardAtMs,
      last_heard_at_ms: outcome.lastHeardAtMs,
      ended_at_ms: outcome.endedAtMs,
      revision: entry.revision,
      reuse: outcome.reuse ?? 0,
      final: entry.final ? 1 : 0,
      ended_by: outcome.endedBy,
      pack: outcome.pack,
      shadow_pack: outcome.shadow?.pack ?? null,
      attributes: JSON.stringify(outcome.attributes),
      outcome: JSON.stringify(outcome),
      has_words: evidence.length > 0 || entry.speech !== undefined ? 1 : 0,
      archived_at_ms: nowMs,
    },
    verdicts: verdictsOf(outcome),
    shadowDifferences: (outcome.shadow?.differences ?? []).map(({ list, rule, inForce, shadow }) => ({
      kind: list,
      rule,
      in_force: inForce,
      shadow,
    })),
    evidence: evidence.map((row, position) => ({ ...row, position })),
    speech: entry.speech === undefined ? [] : [{ segments: storableJson(entry.speech) }],
  };
}

function verdictsOf({ disclosures, prohibited, desktop }: ArchivedOutcome): OutcomeRows['verdicts'] {
  const cuesOf = (kind: 'missing' | 'prohibited', rule: string) =>
    desktop.cues.filter((cue) => cue.kind === kind && cue.items.includes(rule)).length;
  const firstHeard = new Map(prohibited.toReversed().map(({ id, match }) => [id, match.heardAtMs]));
  return [
    ...Object.entries(disclosures).map(([rule, verdict]) => ({
      kind: 'disclosure',
      rule,
      verdict: verdict.kind,
      due_at_ms: verdict.dueAtMs ?? null,
      said_at_ms: verdict.saidAtMs ?? null,
      cues: cuesOf('missing', rule),
    })),
    ...Array.from(firstHeard, ([rule, heardAtMs]) => ({
      kind: 'prohibited',
      rule,
      verdict: 'heard',
      due_at_ms: null,
      said_at_ms: heardAtMs,
      cues: cuesOf('prohibited', rule),
    })),
  ];
}

type Evidence = Omit<Insertable<EvidenceTable>, 'call_id' | 'position'>;

function evidenceOf({ disclosures, prohibited, nearMisses }: ArchivedOutcome): Evidence[] {
  type Place = Pick<ArchivedOutcome['nearMisses'][number], 'key' | 'words' | 'heardAtMs' | 'segmentId'>;
  const row = (kind: string, rule: string, { key, words, heardAtMs, segmentId }: Place): Evidence => ({
    kind,
    rule,
    part: key,
    words,
    heard_at_ms: heardAtMs,
    segment_id: segmentId,
  });
  return [
    ...Object.entries(disclosures).flatMap(([rule, verdict]) =>
      (verdict.evidence ?? []).map((match) => row('said', rule, match)),
    ),
    ...prohibited.map(({ id, match }) => row('prohibited', id, match)),
    ...nearMisses.map((nearMiss) => row('near_miss', ruleOf(nearMiss.key), nearMiss)),
  ];
}

/** The rule that a key of `sayablesOf` in `packages/rules` belongs to: `<disclosure>#<element>`, `prohibited:<id>`, `event:<name>`. */
const ruleOf = (key: string): string => key.replace(/^prohibited:/, '').replace(/#\d+$/, '');
