import { useDataAgeS } from '../data/now.js';
import { live, useLive } from '../data/use-live.js';
import { Button } from '../parts/button.js';
import { Icon } from '../parts/icon.js';
import { useShortcut } from './use-shortcut.js';
import s from './pause-button.module.css';

/** Says how old the data is, and has the page stand still. */
export function PauseButton() {
  const isPaused = useLive(({ pausedAtMs }) => pausedAtMs !== undefined);
  const ageS = useDataAgeS();
  const toggle = () => (isPaused ? live.resume() : live.pause());
  useShortcut('p', toggle);
  return (
    <Button look="bare" aria-pressed={isPaused} onClick={toggle} title={isPaused ? 'Go on (p)' : 'Pause (p)'}>
      <Icon name={isPaused ? 'play' : 'pause'} />
      <span className={s.text}>{isPaused ? 'Paused' : ageS < 5 ? 'Live' : `${ageS} s old`}</span>
    </Button>
  );
}
