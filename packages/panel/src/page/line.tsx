import { useState } from 'preact/hooks';
import type { Line as PanelLine } from '../contract/panel.js';
import { clock } from './clock.js';
import { Icon } from './icon.js';
import s from './line.module.css';
import { TickForm } from './tick-form.js';

const WORDS: Readonly<Record<PanelLine['kind'], string>> = {
  prohibited: 'Do not say',
  due: 'Say now',
  unclear: 'Say clearly',
  wrong: 'Said wrongly',
  declined: 'Customer declined',
  unanswered: 'Ask again',
  pending: 'To say',
  satisfied: 'Said',
  late: 'Said late',
  acknowledged: 'Ticked off',
};

const SOON_MS = 10_000;

interface LineProps {
  readonly line: PanelLine;
  /** The call that it belongs to. */
  readonly id: string;
  readonly nowMs: number;
  readonly isTrusted: boolean;
}

/** One rule of the call. */
export function Line({ line, id, nowMs, isTrusted }: LineProps) {
  const [isTicking, setIsTicking] = useState(false);
  const { kind, title, words, quote, parts, values, isOpen = false } = line;
  const isMade = kind !== 'prohibited' && !isOpen;
  return (
    <li className={`${s.line} ${s[kind]} ${isMade ? s.made : ''}`}>
      <div className={s.head}>
        <Icon name={kind} />
        <h2 className={s.title}>
          <span className={isMade ? 'hidden' : s.state}>{WORDS[kind]}: </span>
          {isMade ? <s>{title}</s> : title}
        </h2>
        <Time line={line} nowMs={nowMs} isTrusted={isTrusted} />
      </div>
      {quote === undefined ? undefined : <p className={s.quote}>You said “{quote}”.</p>}
      {values?.map(({ said, offered }) => (
        <p key={said} className={s.quote}>
          You said {said}. It is {offered}.
        </p>
      ))}
      {words === undefined ? undefined : <p className={s.words}>{words}</p>}
      {parts === undefined ? undefined : (
        <ul className={s.parts}>
          {parts.map((part) => (
            <li key={part.words}>{part.isSaid ? <s>{part.words}</s> : part.words}</li>
          ))}
        </ul>
      )}
      {isOpen && !isTicking ? (
        <button type="button" className={s.tick} onClick={() => setIsTicking(true)} disabled={!isTrusted}>
          Tick off … <span className="hidden">{title}</span>
        </button>
      ) : undefined}
      {isOpen && isTicking ? <TickForm line={line} id={id} onClose={() => setIsTicking(false)} /> : undefined}
    </li>
  );
}

/** How long there is left, or what became of it. */
function Time({ line: { kind, atMs, isOpen }, nowMs, isTrusted }: Omit<LineProps, 'id'>) {
  if (kind === 'pending') {
    if (atMs === undefined) return <span className={s.time}>by the end</span>;
    const leftMs = atMs - nowMs;
    return (
      <span className={`${s.time} ${leftMs < SOON_MS ? s.soon : ''}`} role="timer" aria-label="left">
        {isTrusted ? clock(leftMs) : '–:––'}
      </span>
    );
  }
  if (isOpen === true || kind === 'prohibited') return undefined;
  return <span className={s.became}>{WORDS[kind].toLowerCase()}</span>;
}
