import { STALE_AFTER_MS, useDataAgeS } from '../data/now.js';
import { useLive } from '../data/use-live.js';
import { sentence } from '../data/sentence.js';
import { timeText } from '../data/time-text.js';
import { Icon } from '../parts/icon.js';
import s from './stale-banner.module.css';

export function useIsStale(): boolean {
  const ageS = useDataAgeS();
  return useLive(
    ({ isRedisAway, refusal, pausedAtMs }) =>
      isRedisAway || refusal !== undefined || (ageS * 1000 >= STALE_AFTER_MS && pausedAtMs === undefined),
  );
}

/** Says why the page stands still. */
export function StaleBanner() {
  const isStale = useIsStale();
  const ageS = useDataAgeS();
  const { isRedisAway, refusal, pausedAtMs, heardAtMs, shell } = useLive((state) => state);
  if (pausedAtMs !== undefined)
    return (
      <p className={s.paused} role="status">
        <Icon name="pause" />
        Paused: this is how it was at {timeText(pausedAtMs)}.
      </p>
    );
  if (!isStale) return null;
  const why =
    refusal !== undefined
      ? 'The console does not show this.'
      : isRedisAway
        ? 'Redis does not answer.'
        : `The console has not answered for ${ageS} s.`;
  const since = shell === undefined ? '' : ` What you see is as of ${timeText(heardAtMs)}.`;
  return (
    <p className={s.stale} role="alert">
      <Icon name="alert" />
      <span>
        <strong>{why}</strong>
        {since} {refusal === undefined ? 'The page goes on by itself.' : sentence(refusal)}
      </span>
    </p>
  );
}
