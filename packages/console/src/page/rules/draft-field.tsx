import { Button } from '../parts/button.js';
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
        <Button disabled={text === ''} onClick={() => save(name === '' ? 'draft.yaml' : name, text)}>
          Save as a file
        </Button>
      </div>
    </div>
  );
}

/** Has the browser save a text as a file. */
function save(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'application/yaml' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
