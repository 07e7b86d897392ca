import { useEffect, useRef, useState } from 'preact/hooks';
import type { Line } from '../contract/panel.js';

const SENTENCES: Readonly<Record<Line['kind'], string>> = {
  prohibited: 'Not allowed, and said:',
  due: 'Say now:',
  unclear: 'Say clearly:',
  wrong: 'Said wrongly:',
  declined: 'The customer declined:',
  unanswered: 'Ask again:',
  pending: 'To say:',
  satisfied: 'Said:',
  late: 'Said late:',
  acknowledged: 'Ticked off:',
};

/** Says to screen readers what has changed: what is owed now or was not allowed at once, the rest when there is time. */
export function Announcer({ lines }: { readonly lines: readonly Line[] }) {
  const knownRef = useRef<ReadonlyMap<string, Line['kind']>>(undefined);
  const [said, setSaid] = useState({ isUrgent: false, text: '' });
  useEffect(() => {
    const before = knownRef.current;
    knownRef.current = new Map(lines.map(({ rule, kind }) => [rule, kind]));
    const changed = lines.filter(({ rule, kind }) => before !== undefined && before.get(rule) !== kind);
    if (changed.length === 0) return;
    setSaid({
      isUrgent: changed.some(({ kind }) => kind === 'due' || kind === 'prohibited'),
      text: changed.map(({ kind, title }) => `${SENTENCES[kind]} ${title}.`).join(' '),
    });
  }, [lines]);
  return (
    <>
      <p className="hidden" role="alert">
        {said.isUrgent ? said.text : ''}
      </p>
      <p className="hidden" role="status">
        {said.isUrgent ? '' : said.text}
      </p>
    </>
  );
}
