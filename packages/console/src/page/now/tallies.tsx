import type { Urgency } from '../../contract/index.js';
import { countText } from '../data/number-text.js';
import type { LiveState } from '../data/live.js';
import { Icon, type IconName } from '../parts/icon.js';
import s from './tallies.module.css';

const TALLIES: readonly { urgency: Urgency; word: string; icon: IconName }[] = [
  { urgency: 'critical', word: 'critical', icon: 'alert' },
  { urgency: 'owed', word: 'owed', icon: 'alert' },
  { urgency: 'pending', word: 'still in time', icon: 'clock' },
  { urgency: 'clear', word: 'owe nothing', icon: 'check' },
];

interface TalliesProps {
  readonly wall: LiveState['wall'];
  readonly urgency: Urgency | undefined;
  readonly onChoose: (urgency: Urgency | undefined) => void;
}

/** How many calls want somebody, large enough for who stands at the door. Each filters by what it counts. */
export function Tallies({ wall, urgency: chosen, onChoose }: TalliesProps) {
  return (
    <ul className={s.tallies} aria-label="Calls by urgency">
      {TALLIES.map(({ urgency, word, icon }) => {
        const count = wall?.urgencies[urgency] ?? 0;
        return (
          <li key={urgency}>
            <button
              type="button"
              className={`${s.tally} ${s[urgency]} ${count > 0 ? s.some : ''}`}
              aria-pressed={chosen === urgency}
              onClick={() => onChoose(chosen === urgency ? undefined : urgency)}
            >
              <span className={s.count}>{wall === undefined ? '–' : countText(count)}</span>
              <span className={s.word}>
                <Icon name={icon} />
                {word}
              </span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}
