import { findNearMisses, listenedFor } from '@cueline/rules';
import type { CompiledPack, HeardNearMiss, Listened, Recording, Replayed } from '@cueline/rules';

/** Something that was nearly said in a call. */
export interface CallNearMiss
  extends Pick<Listened, 'kind' | 'id' | 'element'>, Omit<HeardNearMiss, 'key' | 'heardAtUs'> {
  /** In ms since the call began. */
  readonly atMs: number;
}

/** Where something was said. */
export interface MissPlace {
  readonly interactionId: string;
  readonly segmentId: string;
  /** In ms since the call began. */
  readonly atMs: number;
}

/** How many near misses are kept of a call. */
const MAX_KEPT = 20;

/**
 * Finds what was nearly said in a call, of all that was not said and that matters in it: a disclosure that is not required
 * does not, nor does what is lacking of one that was said. The closest come first.
 *
 * @param since gives ms since the call began, from µs since the epoch
 */
export function nearMissesOf(
  { pack, engine }: CompiledPack,
  { segments }: Recording,
  { state, judgement }: Pick<Replayed, 'state' | 'judgement'>,
  since: (us: number) => number,
): CallNearMiss[] {
  const said = new Set(state.matches.map(({ key }) => key));
  const asked = new Map(
    listenedFor(pack).flatMap((listened) => {
      const verdict = listened.kind === 'disclosure' ? judgement.disclosures[listened.id]?.kind : undefined;
      const matters = verdict === undefined || ['missed', 'unclear', 'undecided'].includes(verdict);
      return matters && !said.has(listened.key) ? [[listened.key, listened] as const] : [];
    }),
  );
  return findNearMisses(engine, segments, (key) => (asked.has(key) ? 0 : 1))
    .slice(0, MAX_KEPT)
    .flatMap(({ key, heardAtUs, ...near }) => {
      const listened = asked.get(key);
      if (listened === undefined) return [];
      const { kind, id, element } = listened;
      return [{ kind, id, element, atMs: since(heardAtUs), ...near }];
    });
}
