import type { IconName } from './icon.js';

/** How serious something looks. Each tone has colours in `tone.module.css`. */
export type Tone = 'urgent' | 'barred' | 'soon' | 'good' | 'quiet' | 'unheard';

export interface Kind {
  readonly word: string;
  readonly icon: IconName;
  readonly tone: Tone;
}

const KINDS: Readonly<Record<string, Kind>> = {
  due: { word: 'owed', icon: 'alert', tone: 'urgent' },
  prohibited: { word: 'prohibited', icon: 'barred', tone: 'barred' },
  said: { word: 'prohibited, said', icon: 'barred', tone: 'barred' },
  heard: { word: 'prohibited, said', icon: 'barred', tone: 'barred' },
  wrong: { word: 'wrong value', icon: 'unequal', tone: 'urgent' },
  declined: { word: 'declined', icon: 'declined', tone: 'urgent' },
  unanswered: { word: 'no answer', icon: 'unanswered', tone: 'urgent' },
  missed: { word: 'missed', icon: 'cross', tone: 'urgent' },
  pending: { word: 'still in time', icon: 'clock', tone: 'soon' },
  late: { word: 'said late', icon: 'late', tone: 'soon' },
  unclear: { word: 'unclear', icon: 'unclear', tone: 'soon' },
  satisfied: { word: 'said', icon: 'check', tone: 'good' },
  acknowledged: { word: 'ticked off', icon: 'ticked', tone: 'good' },
  undecided: { word: 'undecided', icon: 'unheard', tone: 'unheard' },
  none: { word: 'nothing', icon: 'dash', tone: 'quiet' },
  not_required: { word: 'not required', icon: 'dash', tone: 'quiet' },
};

/** The word, shape and tone of a verdict or of a chip; one that this page does not know yet is shown by its name. */
export const kindOf = (name: string): Kind =>
  KINDS[name] ?? { word: name.replaceAll('_', ' '), icon: 'dash', tone: 'quiet' };
