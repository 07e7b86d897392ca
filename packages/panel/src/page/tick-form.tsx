import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Tick, Ticked } from '../contract/panel.js';
import s from './tick-form.module.css';

/** Nothing more comes from a server that has taken so long. */
const PATIENCE_MS = 15_000;

interface TickFormProps {
  readonly line: { readonly rule: string; readonly title: string; readonly isWaivable?: boolean | undefined };
  readonly id: string;
  readonly onClose: () => void;
}

/** Asks why a line is ticked off by hand, and ticks it off; the line is struck once the pipeline knows. */
export function TickForm({ line: { rule, title, isWaivable = false }, id, onClose }: TickFormProps) {
  const [how, setHow] = useState<Tick['how']>('said');
  const [why, setWhy] = useState<string>();
  const [isSending, setIsSending] = useState(false);
  const reason = useRef<HTMLInputElement>(null);
  // Before the next key: a second Enter must not press the button that opened this.
  useLayoutEffect(() => reason.current?.focus(), []);

  const send = async () => {
    const text = reason.current?.value.trim() ?? '';
    if (how === 'said' && text === '') {
      setWhy('Write down why.');
      reason.current?.focus();
      return;
    }
    setIsSending(true);
    const done = await tickOff({ id, rule, how, reason: text });
    setIsSending(false);
    if (done.isDone) onClose();
    else setWhy(`Not ticked off: ${done.why ?? 'Cueline does not answer'}.`);
  };

  return (
    <form
      className={s.form}
      aria-label={`Tick off ${title}`}
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      {isWaivable ? (
        <fieldset className={s.how}>
          <legend className="hidden">Why</legend>
          {(['said', 'waived'] as const).map((each) => (
            <label key={each}>
              <input type="radio" name={`how-${rule}`} checked={how === each} onChange={() => setHow(each)} />
              {each === 'said' ? 'Said, or done another way' : 'Not in this call'}
            </label>
          ))}
        </fieldset>
      ) : undefined}
      <label className={s.reason}>
        {how === 'said' ? 'Reason' : 'Reason (if you like)'}
        <input
          ref={reason}
          type="text"
          maxLength={300}
          autoComplete="off"
          onKeyDown={({ key }) => {
            if (key === 'Escape') onClose();
          }}
        />
      </label>
      <p className={s.why} role="alert">
        {why}
      </p>
      <div className={s.buttons}>
        <button type="submit" className={s.main} disabled={isSending}>
          Tick off
        </button>
        <button type="button" onClick={onClose}>
          Cancel
        </button>
      </div>
    </form>
  );
}

async function tickOff(asked: Omit<Tick, 'link'>): Promise<Ticked> {
  const link = Object.fromEntries(new URLSearchParams(window.location.search));
  try {
    const answer = await fetch('tick', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ ...asked, link }),
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    return await answer.json();
  } catch {
    return { isDone: false };
  }
}
