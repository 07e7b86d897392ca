import { isRunning, type Status } from '@cueline/operate';
import { nearMissText, phraseMatchText } from '@cueline/operate/text';
import { createExplainer, isSaid, Pack } from '@cueline/rules';
import { createKeys, plainText, type RedisClient } from '@cueline/shared';
import type { PackInForce, ShadowTotals, TriedSpeech, TrySpeech } from '../contract/rules.js';

export interface RulesContext {
  readonly redis: RedisClient;
  readonly prefix: string;
}

/** The packs that matchers apply to new calls, the one that most apply first. */
export async function readPacksInForce({ processes }: Status, context: RulesContext): Promise<PackInForce[]> {
  const packs = new Map<string, PackInForce>();
  for (const one of processes.filter(isRunning)) {
    const { rules } = one.beat;
    if (rules === undefined) continue;
    const known = packs.get(rules.digest);
    const forMs = rules.forMs + one.seenAgoMs;
    packs.set(rules.digest, {
      digest: rules.digest,
      file: rules.file,
      matchers: (known?.matchers ?? 0) + 1,
      forMs: Math.max(forMs, known?.forMs ?? 0),
      rules: known?.rules ?? rulesOf(await readPack(rules.digest, context)),
    });
  }
  return [...packs.values()].toSorted((a, b) => b.matchers - a.matchers);
}

/** The shadow packs that matchers apply now, and those that did, with what they would have decided otherwise. */
export async function readShadows(
  { processes, atMs }: Status,
  totals: readonly Omit<ShadowTotals, 'file' | 'matchers'>[],
  context: RulesContext,
): Promise<ShadowTotals[]> {
  const applied = new Map<string, { file: string; matchers: number }>();
  for (const { beat } of processes.filter(isRunning)) {
    if (beat.shadow === undefined) continue;
    const { digest, file } = beat.shadow;
    applied.set(digest, { file, matchers: (applied.get(digest)?.matchers ?? 0) + 1 });
  }
  const judged = new Set(totals.map(({ digest }) => digest));
  const fresh = [...applied.keys()].filter((digest) => !judged.has(digest));
  const none = { sinceMs: atMs, calls: 0, differing: 0, changes: [] };
  return Promise.all(
    [...fresh.map((digest) => ({ digest, ...none })), ...totals].map(async (shadow) => {
      const { file, matchers = 0 } = applied.get(shadow.digest) ?? {};
      const titles = new Map(rulesOf(await readPack(shadow.digest, context)).map(({ rule, title }) => [rule, title]));
      const changes = shadow.changes.map((change) => ({ ...change, title: titles.get(change.rule) ?? change.title }));
      return { ...shadow, changes, matchers, ...(file === undefined ? {} : { file }) };
    }),
  );
}

export async function readPack(digest: string, { redis, prefix }: RulesContext): Promise<Pack | undefined> {
  const json = await redis.hget(createKeys(prefix).packs, digest);
  return json === null ? undefined : Pack.parse(JSON.parse(json));
}

function rulesOf(pack: Pack | undefined): PackInForce['rules'] {
  return [
    ...(pack?.disclosures ?? []).map(({ id, title }) => ({ rule: id, title, list: 'disclosure' as const })),
    ...(pack?.prohibited ?? []).map(({ id, title }) => ({ rule: id, title, list: 'prohibited' as const })),
  ];
}

/** Compiling a pack takes part of a second: it is done once. */
const explainers = new Map<string, ReturnType<typeof createExplainer>>();
const MOST_EXPLAINERS = 4;

/** What the rules of a pack make of something that is said. */
export function trySpeech(pack: Pack, digest: string, { speaker, text }: TrySpeech): TriedSpeech {
  if (explainers.size >= MOST_EXPLAINERS && !explainers.has(digest)) explainers.clear();
  const explain = explainers.get(digest) ?? createExplainer(pack);
  explainers.set(digest, explain);
  const titles = new Map([...pack.disclosures, ...pack.prohibited].map(({ id, title }) => [id, title]));
  const rules = explain([plainText(text)]).flatMap((rule): TriedSpeech['rules'] => {
    const { kind, id, element, phrases, nearest } = rule;
    if (phrases.length === 0 && nearest === undefined) return [];
    if (rule.speaker !== 'any' && rule.speaker !== speaker) return [];
    const voided = phrases.filter(({ voidedBy }) => voidedBy.length > 0);
    const title = titles.get(id) ?? id;
    return [
      {
        rule: id,
        title: element === undefined ? title : `${title}: ${element}`,
        list: kind === 'answer' ? 'event' : kind,
        isSaid: isSaid(rule),
        said: [...new Set(phrases.filter(({ voidedBy }) => voidedBy.length === 0).map(({ words }) => words))],
        near: [
          ...voided.map((phrase) => ({ words: phrase.words, why: phraseMatchText(phrase) })),
          ...(nearest === undefined ? [] : [{ words: nearest.words, why: nearMissText(nearest) }]),
        ],
      },
    ];
  });
  return { digest, rules };
}
