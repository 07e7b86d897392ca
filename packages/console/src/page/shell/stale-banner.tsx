import { STALE_AFTER_MS, useDataAgeS } from '../data/now.js';
import { useLive } from '../data/use-live.js';
import { timeText } from '../data/time-text.js';
import { Icon } from '../parts/icon.js';
import s from './stale-banner.module.css';

export function useIsStale(): boolean {
  const ageS = useDataAgeS();
  return useLive(
    ({ isRedisAway, pausedAtMs }) => isRedisAway || (ageS * 1000 >= STALE_AFTER_MS && pausedAtMs === undefined),
  );
}

/** Says why the page stands still. */
export function StaleBanner() {
  const isStale = useIsStale();
  const ageS = useDataAgeS();
  const { isRedisAway, pausedAtMs, heardAtMs, shell } = useLive((state) => state);
  if (pausedAtMs !== undefined)
    return (
      <p className={s.paused} role="status">
        <Icon name="pause" />
        Paused: this is how it was at {timeText(pausedAtMs)}.
      </p>
    );
  if (!isStale) return null;
  const since = shell === undefined ? '' : ` What you see is as of ${timeText(heardAtMs)}.`;
  return (
    <p className={s.stale} role="alert">
      <Icon name="alert" />
      <span>
        <strong>{isRedisAway ? 'Redis does not answer.' : `The console has not answered for ${ageS} s.`}</strong>
        {since} The page goes on by itself.
      </span>
    </p>
  );
}
