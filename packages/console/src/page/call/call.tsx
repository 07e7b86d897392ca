import { useParams } from '@tanstack/react-router';
import { useEffect } from 'react';
import type { CallDetail } from '../../contract/index.js';
import { client, useApi } from '../data/use-api.js';
import { useLive, useLook } from '../data/use-live.js';
import { Failed, Loading } from '../parts/note.js';
import { CallHead } from './call-head.js';
import { Events } from './events.js';
import { Facts } from './facts.js';
import { Raw } from './raw.js';
import { RuleList } from './rule-list.js';
import { Speech } from './speech.js';
import { TimeLine } from './time-line.js';
import s from './call.module.css';

/** A call that has ended waits for its last segments: nothing is pushed to the page when its outcome is there. */
const untilOutcome = (call: CallDetail | undefined) =>
  call?.from === 'live' && call.endedBy === 'frame' ? 2000 : false;

/** What happened in one call, and why the agent was cued, or not. */
export function Call() {
  const { id } = useParams({ from: '/calls/$id' });
  const path = `calls/${encodeURIComponent(id)}`;
  const { data: call, error } = useApi<CallDetail>(path, untilOutcome);
  useLook({ view: 'call', id });
  const rev = useLive((state) => (state.call?.id === id ? state.call.rev : undefined));
  useEffect(() => {
    if (rev !== undefined) void client.invalidateQueries({ queryKey: ['api', path] });
  }, [path, rev]);
  if (call?.id !== id) return error === null ? <Loading what="the call" /> : <Failed error={error} />;
  return (
    <div className={s.call}>
      <CallHead call={call} />
      <TimeLine call={call} />
      <div className={s.columns}>
        <RuleList call={call} />
        <div className={s.side}>
          <Events call={call} />
          {call.speech.length === 0 ? null : <Speech call={call} />}
          <Facts call={call} />
          <Raw call={call} />
        </div>
      </div>
    </div>
  );
}
