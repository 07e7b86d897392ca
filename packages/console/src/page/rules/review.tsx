import { useState } from 'react';
import type { CloseGroup, CloseStretch, ReviewAnswer, Reviewed } from '../../contract/index.js';
import { many } from '../data/number-text.js';
import { Button } from '../parts/button.js';
import { Tag } from '../parts/tag.js';
import { Stretch } from './stretch.js';
import s from './review.module.css';

interface ReviewProps {
  readonly reviewed: Extract<Reviewed, { kind: 'reviewed' }>;
  readonly isArchived: boolean;
  /** Answers go into a draft: there has to be one. */
  readonly canAnswer: boolean;
  readonly onAnswer: (answers: readonly ReviewAnswer[]) => void;
}

type Answer = ReviewAnswer['answer'];
const ANSWERS: readonly (readonly [Answer, string])[] = [
  ['counts', 'Counts'],
  ['does not count', 'Does not count'],
  ['skip', 'Skip'],
];

/** What came close to a disclosure that was not made: an analyst says whether it counts. */
export function Review({ reviewed: { groups, isMore, calls }, isArchived, canAnswer, onAnswer }: ReviewProps) {
  const [answers, setAnswers] = useState<ReadonlyMap<string, ReviewAnswer>>(new Map());
  const give = (id: string, words: string, answer: Answer) =>
    setAnswers((before) => new Map(before).set(JSON.stringify([id, words]), { id, words, answer }));
  const given = [...answers.values()];
  const kept = given.filter(({ answer }) => answer !== 'skip').length;
  const total = groups.reduce((sum, { stretches }) => sum + stretches.length, 0);
  if (calls === 0) return null;
  if (total === 0) return <p className={s.none}>Nothing came close to a disclosure that was not made.</p>;
  return (
    <>
      <div className={s.bar}>
        <p>
          {many(given.length, 'answer')} of {total}
          {isMore ? ', and there are more' : ''}
        </p>
        <Button look="main" disabled={kept === 0 || !canAnswer} onClick={() => onAnswer(given)}>
          Add to the draft
        </Button>
      </div>
      {canAnswer ? null : <p className={s.none}>Paste or open the rule file first: answers become a part of it.</p>}
      {groups.map((group) => (
        <Group
          key={group.rule + group.title + group.why}
          group={group}
          isArchived={isArchived}
          answerOf={({ text }) => answers.get(JSON.stringify([group.rule, text]))?.answer}
          onAnswer={({ text }, answer) => give(group.rule, text, answer)}
        />
      ))}
    </>
  );
}

interface GroupProps {
  readonly group: CloseGroup;
  readonly isArchived: boolean;
  readonly answerOf: (stretch: CloseStretch) => Answer | undefined;
  readonly onAnswer: (stretch: CloseStretch, answer: Answer) => void;
}

function Group({ group: { title, why, stretches }, isArchived, answerOf, onAnswer }: GroupProps) {
  return (
    <section className={s.group}>
      <header className={s.head}>
        <h3>{title}</h3>
        <p className={s.why}>{why.replaceAll(/`([^`]+)`/g, '“$1”')}</p>
      </header>
      <ul>
        {stretches.map((stretch) => (
          <li key={stretch.text} className={s.item}>
            <div>
              <Stretch stretch={stretch} isArchived={isArchived} />
              <p className={s.facts}>
                {stretch.isUnclear ? <Tag kind="unclear" /> : null}
                {stretch.times > 1 ? <span>said {many(stretch.times, 'time')}</span> : null}
              </p>
            </div>
            <div className={s.answers} role="group" aria-label={`Does “${stretch.text}” count?`}>
              {ANSWERS.map(([answer, word]) => (
                <button
                  key={answer}
                  type="button"
                  className={s.answer}
                  aria-pressed={answerOf(stretch) === answer}
                  onClick={() => onAnswer(stretch, answer)}
                >
                  {word}
                </button>
              ))}
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
