import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { TriedSpeech } from '../../contract/index.js';
import { post } from '../data/api.js';
import { client } from '../data/use-api.js';
import { Button } from '../parts/button.js';
import { Field, Select } from '../parts/field.js';
import { Icon } from '../parts/icon.js';
import { Panel } from '../parts/panel.js';
import s from './try.module.css';

/** Says what the pack in force makes of a sentence. */
export function Try() {
  const [text, setText] = useState('');
  const [speaker, setSpeaker] = useState('agent');
  const tried = useMutation({ mutationFn: () => post<TriedSpeech>('rules/try', { speaker, text }) }, client);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() !== '') tried.mutate();
  };
  return (
    <Panel title="Try a sentence" aside="with the pack in force; nothing is kept">
      <form className={s.form} onSubmit={submit}>
        <Field label="What is said">
          {(control) => (
            <textarea
              {...control}
              rows={2}
              required
              maxLength={4000}
              placeholder="This call is being recorded for quality"
              value={text}
              onChange={({ target }) => setText(target.value)}
            />
          )}
        </Field>
        <div className={s.row}>
          <Select label="Who says it" value={speaker} onChange={(value) => setSpeaker(value ?? 'agent')}>
            <option value="agent">said by the agent</option>
            <option value="customer">said by the customer</option>
          </Select>
          <Button look="main" type="submit" disabled={text.trim() === '' || tried.isPending}>
            Try
          </Button>
        </div>
      </form>
      <div aria-live="polite">
        {tried.error === null ? null : <p className={s.failed}>{tried.error.message}</p>}
        {tried.data === undefined ? null : <Result tried={tried.data} />}
      </div>
    </Panel>
  );
}

function Result({ tried: { rules } }: { readonly tried: TriedSpeech }) {
  const found = rules.filter(({ isSaid, near }) => isSaid || near.length > 0);
  if (found.length === 0) return <p className={s.none}>No rule hears anything in this.</p>;
  return (
    <ul className={s.found}>
      {found.map(({ rule, title, list, isSaid, said, near }) => (
        <li key={rule} className={s.rule}>
          <Icon
            name={isSaid ? (list === 'prohibited' ? 'barred' : 'check') : 'unclear'}
            className={isSaid ? (list === 'prohibited' ? s.barred : s.said) : s.near}
          />
          <div>
            <h3>
              {title}{' '}
              <span className={s.kind}>
                {isSaid
                  ? list === 'prohibited'
                    ? 'prohibited, said'
                    : list === 'event'
                      ? 'event, heard'
                      : 'said'
                  : 'came close'}
              </span>
            </h3>
            {said.map((words) => (
              <p key={words}>“{words}”</p>
            ))}
            {near.map(({ words, why }) => (
              <p key={words + why} className={s.why}>
                “{words}”: {why}
              </p>
            ))}
          </div>
        </li>
      ))}
    </ul>
  );
}
