import type { Rules as RulesData } from '../../contract/index.js';
import { countText, many } from '../data/number-text.js';
import { momentText } from '../data/time-text.js';
import { useApi } from '../data/use-api.js';
import { useConfig } from '../data/use-config.js';
import { useLive, useLook } from '../data/use-live.js';
import { Failed, Loading } from '../parts/note.js';
import { Panel } from '../parts/panel.js';
import { View } from '../parts/view.js';
import { Draft } from './draft.js';
import { Packs } from './packs.js';
import { Shadows } from './shadows.js';
import { Totals } from './totals.js';
import { Try } from './try.js';
import s from './rules.module.css';

/** Which rule nags, and which is never met. */
export function Rules() {
  useLook({ view: 'other' });
  const { analyses } = useConfig();
  const isPaused = useLive(({ pausedAtMs }) => pausedAtMs !== undefined);
  const { data, error } = useApi<RulesData>('rules', isPaused ? false : 5000);
  return (
    <View title="Rules" question="Which rule nags, and which is never met?">
      {data === undefined ? (
        error === null ? (
          <Loading what="the rules" />
        ) : (
          <Failed error={error} />
        )
      ) : (
        <>
          <Panel title="What became of each rule" aside={sinceText(data)}>
            <Totals totals={data.totals} ended={data.calls} />
          </Panel>
          <div className={s.pair}>
            <Try />
            <Packs packs={data.packs} />
          </div>
          <Shadows shadows={data.shadows} />
          {analyses ? <Draft /> : null}
        </>
      )}
    </View>
  );
}

function sinceText({ calls, sinceMs, unread }: RulesData): string {
  if (sinceMs === undefined) return 'no call has ended yet';
  const rest = unread === 0 ? '' : `, ${countText(unread)} not read yet`;
  return `${many(calls, 'ended call')} since ${momentText(sinceMs)}${rest}`;
}
