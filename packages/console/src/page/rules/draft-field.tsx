import { useEffect, useState } from 'react';
import button from '../parts/button.module.css';
import { Field } from '../parts/field.js';
import { FileButton } from './file-button.js';
import s from './draft.module.css';

interface DraftFieldProps {
  /** Of the file that it begins with. */
  readonly name: string;
  readonly text: string;
  readonly onChange: (text: string) => void;
}

/** The draft: a rule file, pasted or read. */
export function DraftField({ name, text, onChange }: DraftFieldProps) {
  return (
    <div className={s.draft}>
      <Field label={name === '' ? 'Draft: a rule file' : `Draft of ${name}`} className={s.editor}>
        {(control) => (
          <textarea
            {...control}
            className={`${control.className} ${s.code}`}
            rows={16}
            spellCheck={false}
            placeholder={'version: 1\ndisclosures:\n  - id: notice\n    say: ["this call is recorded"]'}
            value={text}
            onChange={({ target }) => onChange(target.value)}
          />
        )}
      </Field>
      <div className={s.draftActs}>
        <FileButton label="Open a file" onRead={(_, content) => onChange(content)} />
        {text === '' ? null : <Download name={name === '' ? 'draft.yaml' : name} text={text} />}
      </div>
    </div>
  );
}

function Download({ name, text }: { readonly name: string; readonly text: string }) {
  const [url, setUrl] = useState<string>();
  useEffect(() => {
    const made = URL.createObjectURL(new Blob([text], { type: 'application/yaml' }));
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [text]);
  return (
    <a className={`${button.button} ${button.plain} ${s.download}`} href={url} download={name}>
      Save as a file
    </a>
  );
}
