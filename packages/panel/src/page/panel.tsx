import { useEffect } from 'preact/hooks';
import type { Line as PanelLine, Shown } from '../contract/panel.js';
import { Announcer } from './announcer.js';
import { clock } from './clock.js';
import { Icon } from './icon.js';
import { Line } from './line.js';
import type { LiveState, Touch } from './live-state.js';
import { useLive } from './live.js';
import s from './panel.module.css';

const NEXT_HERE = 'Your next call is shown here as soon as it is heard.';
const NEXT_ELSEWHERE = 'Your next call has a panel of its own.';
/** Whether the link is for whatever call an agent is in. */
const isOfAgent = () => new URLSearchParams(window.location.search).has('agent');

const OPEN: ReadonlySet<PanelLine['kind']> = new Set(['due', 'unclear', 'wrong', 'declined', 'unanswered']);

/** All of the page. */
export function Panel() {
  const live = useLive();
  const { shown, refused, touch, lines } = live;
  const owed = lines.filter(({ kind }) => OPEN.has(kind)).length;
  useEffect(() => {
    document.title = owed === 0 ? 'Cueline' : `(${owed}) Say now · Cueline`;
  }, [owed]);
  if (refused !== undefined) return <Refusal reason={refused} />;
  return (
    <main className={s.panel} aria-labelledby="headline">
      <Headline shown={shown} owed={owed} nowMs={live.nowMs} touch={touch} />
      <Trust touch={touch} unheard={shown?.kind === 'call' ? shown.unheard : undefined} />
      {shown?.kind === 'call' ? <Lines id={shown.id} live={live} /> : undefined}
      <Announcer key={shown?.kind === 'call' ? shown.id : ''} lines={lines} />
    </main>
  );
}

interface HeadlineProps {
  readonly shown: Shown | undefined;
  readonly owed: number;
  readonly nowMs: number;
  readonly touch: Touch;
}

/** Above all: what there is to do now, and whose call it is. */
function Headline({ shown, owed, nowMs, touch }: HeadlineProps) {
  const { title, text, tone } = sentencesOf(shown, owed, touch);
  return (
    <header className={`${s.headline} ${s[tone]}`}>
      <h1 id="headline">{title}</h1>
      {shown?.kind === 'call' ? (
        <p className={s.call}>
          <span>{shown.agent ?? 'Your call'}</span>
          <span aria-hidden="true">{touch === 'good' ? clock(nowMs - shown.firstHeardAtMs) : '–:––'}</span>
        </p>
      ) : (
        <p className={s.text}>{text}</p>
      )}
    </header>
  );
}

function sentencesOf(
  shown: Shown | undefined,
  owed: number,
  touch: Touch,
): { title: string; text?: string; tone: 'calm' | 'owed' | 'well' } {
  if (shown?.kind === 'call') {
    const isAlarming = shown.lines.some(({ kind }) => kind === 'prohibited');
    if (owed > 0) return { title: owed === 1 ? 'Say this now' : `Say these ${owed} now`, tone: 'owed' };
    if (touch !== 'good') return { title: 'Not up to date', tone: 'calm' };
    const open = shown.lines.filter(({ isOpen }) => isOpen === true).length;
    if (open > 0) return { title: open === 1 ? '1 still to say' : `${open} still to say`, tone: 'calm' };
    // an opening that was not heard may owe something
    if (shown.unheard === 'opening') return { title: 'Not all is known', tone: 'calm' };
    return {
      title: shown.lines.length === 0 ? 'Nothing owed so far' : 'All said so far',
      tone: isAlarming ? 'calm' : 'well',
    };
  }
  if (shown?.kind === 'over')
    return { title: 'This call is over', text: isOfAgent() ? NEXT_HERE : NEXT_ELSEWHERE, tone: 'calm' };
  if (shown?.kind === 'none')
    return {
      title: 'No call is heard',
      text: 'Cueline hears no call of yours. If you are in one, it does not know what the call owes: keep to your script.',
      tone: 'calm',
    };
  return { title: 'Looking for your call …', text: 'What it owes is not known yet.', tone: 'calm' };
}

const DOUBTS: Readonly<Record<Exclude<Touch, 'good' | 'connecting'>, string>> = {
  lost: 'Lost touch with Cueline. This is old: the call may owe more than you see. Keep to your script.',
  redis: 'Cueline cannot read its data. This is old: the call may owe more than you see. Keep to your script.',
  unheard: 'Cueline hears nothing at the moment. What you say now is not ticked off. Keep to your script.',
};

type Unheard = Extract<Shown, { kind: 'call' }>['unheard'];

const UNHEARD: Readonly<Record<NonNullable<Unheard>, string>> = {
  opening: 'The beginning of this call was not heard. What had to be said in it may not stand here.',
  part: 'A part of this call was not heard. What was said in it may stand here as still to say.',
};

/** Whether what is shown can be trusted; says nothing while it can. */
function Trust({ touch, unheard }: { readonly touch: Touch; readonly unheard: Unheard }) {
  const doubt = touch === 'good' || touch === 'connecting' ? undefined : DOUBTS[touch];
  return (
    <div role="alert" className={s.trust}>
      {doubt === undefined ? undefined : (
        <p>
          <Icon name="unheard" />
          {doubt}
        </p>
      )}
      {unheard !== undefined && doubt === undefined ? (
        <p className={s.gap}>
          <Icon name="unheard" />
          {UNHEARD[unheard]}
        </p>
      ) : undefined}
    </div>
  );
}

interface LinesProps {
  readonly id: string;
  readonly live: LiveState;
}

function Lines({ id, live: { lines, nowMs, touch } }: LinesProps) {
  if (lines.length === 0) return undefined;
  const isTrusted = touch === 'good';
  return (
    <ul className={`${s.lines} ${isTrusted ? '' : s.stale}`} aria-label="What this call owes">
      {lines.map((line) => (
        <Line key={line.rule} line={line} id={id} nowMs={nowMs} isTrusted={isTrusted} />
      ))}
    </ul>
  );
}

const REFUSALS: Readonly<Record<NonNullable<LiveState['refused']>, { title: string; text: string }>> = {
  wrong: { title: 'This link does not open a panel', text: 'Open the panel from your desktop again.' },
  expired: { title: 'This link has expired', text: 'Open the panel from your desktop again.' },
  full: { title: 'Too many panels are open', text: 'This one opens as soon as there is room.' },
};

function Refusal({ reason }: { readonly reason: NonNullable<LiveState['refused']> }) {
  const { title, text } = REFUSALS[reason];
  return (
    <main className={s.panel} aria-labelledby="headline">
      <header className={`${s.headline} ${s.calm}`}>
        <h1 id="headline">{title}</h1>
        <p className={s.text}>{text} Until then nothing is known here of what your call owes.</p>
      </header>
    </main>
  );
}
