export type { Engine, EngineSource, PhraseMatch, WordPosition } from './engine.js';
export {
  Desktop,
  InteractionState,
  Match,
  Place,
  PostedCue,
  Speaker,
  Tail,
  TailSegment,
  type HeardSegment,
} from './interaction.js';
export { mask } from './mask.js';
export { Disclosure, Pack, Phrase, Priority, Prohibited, Sayable, type AttributeFilter } from './pack.js';
export type { CueAction, CueContent, Judgement, Verdict } from './verdict.js';
