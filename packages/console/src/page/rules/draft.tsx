import { useMutation } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { Answered, Compared, Recorded, ReviewAnswer, Reviewed, RuleFile } from '../../contract/index.js';
import { post } from '../data/api.js';
import { client, useApi } from '../data/use-api.js';
import { Button } from '../parts/button.js';
import { Panel } from '../parts/panel.js';
import { AnsweredDraft } from './answered-draft.js';
import { CallsField } from './calls-field.js';
import { Changes } from './changes.js';
import { DraftField } from './draft-field.js';
import { Review } from './review.js';
import { TriedNote } from './tried-note.js';
import s from './draft.module.css';

type Task =
  | { readonly path: 'compare' | 'review' }
  | { readonly path: 'answer'; readonly answers: readonly ReviewAnswer[] };

/** A draft of the rules tried on recorded calls: what it would change, and what it should hear that came close. */
export function Draft() {
  const { data: file } = useApi<RuleFile>('rules/file');
  const [calls, setCalls] = useState<Recorded | undefined>({ from: 'archive', days: 7 });
  const [draft, setDraft] = useState<string>();
  const text = draft ?? file?.text ?? '';
  const hasDraft = text.trim() !== '';
  const tried = useMutation(
    {
      mutationFn: ({ path, ...more }: Task) =>
        post<Compared | Reviewed | Answered>(`rules/${path}`, {
          calls,
          ...(hasDraft ? { draft: text } : {}),
          ...more,
        }),
      onSuccess: (done) => {
        if (done.kind === 'answered') setDraft(done.draft);
      },
    },
    client,
  );
  const { data, error, isPending } = tried;
  return (
    <Panel title="Try a draft on recorded calls" aside="beside the pack in force; nothing is changed">
      <div className={s.bench}>
        <div className={s.given}>
          <CallsField calls={calls} onChange={setCalls} />
          <DraftField name={file?.name ?? ''} text={text} onChange={setDraft} />
          <div className={s.acts}>
            <Button
              look="main"
              disabled={!hasDraft || calls === undefined || isPending}
              onClick={() => tried.mutate({ path: 'compare' })}
            >
              What would change?
            </Button>
            <Button disabled={calls === undefined || isPending} onClick={() => tried.mutate({ path: 'review' })}>
              What came close?
            </Button>
          </div>
        </div>
        <div className={s.result} aria-live="polite" aria-busy={isPending}>
          {isPending ? <Hint>Running the rules on each call …</Hint> : null}
          {error === null || isPending ? null : <p className={s.failed}>{error.message}</p>}
          {data === undefined || isPending ? null : (
            <Result
              tried={data}
              isArchived={calls?.from === 'archive'}
              canAnswer={hasDraft}
              onAnswer={(answers) => tried.mutate({ path: 'answer', answers })}
            />
          )}
          {data === undefined && !isPending && error === null ? (
            <Hint>
              The draft and the pack in force are run on the same calls. What differs is shown by rule, with what was
              said.
            </Hint>
          ) : null}
        </div>
      </div>
    </Panel>
  );
}

interface ResultProps {
  readonly tried: Compared | Reviewed | Answered;
  readonly isArchived: boolean;
  readonly canAnswer: boolean;
  readonly onAnswer: (answers: readonly ReviewAnswer[]) => void;
}

function Result({ tried, isArchived, canAnswer, onAnswer }: ResultProps) {
  switch (tried.kind) {
    case 'mistaken':
      return (
        <ul className={s.mistakes}>
          {tried.mistakes.map((mistake) => (
            <li key={mistake}>{mistake}</li>
          ))}
        </ul>
      );
    case 'compared':
      return (
        <>
          <TriedNote tried={tried} />
          <Changes comparison={tried} calls={tried.calls} isArchived={isArchived} />
        </>
      );
    case 'reviewed':
      return (
        <>
          <TriedNote tried={tried} />
          <Review reviewed={tried} isArchived={isArchived} canAnswer={canAnswer} onAnswer={onAnswer} />
        </>
      );
    case 'answered':
      return (
        <>
          <TriedNote tried={tried} />
          <AnsweredDraft answered={tried} isArchived={isArchived} />
        </>
      );
    default:
      return tried satisfies never;
  }
}

const Hint = ({ children }: { readonly children: ReactNode }) => <p className={s.hint}>{children}</p>;
