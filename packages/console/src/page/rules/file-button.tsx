import { type ChangeEvent, useId } from 'react';
import button from '../parts/button.module.css';
import s from './draft.module.css';

interface FileButtonProps {
  readonly label: string;
  /** Of the file that is chosen. */
  readonly name?: string | undefined;
  readonly onRead: (name: string, text: string) => void;
}

/** Reads a file of text. A native field of files, drawn like the other buttons. */
export function FileButton({ label, name, onRead }: FileButtonProps) {
  const id = useId();
  const read = ({ target }: ChangeEvent<HTMLInputElement>) => {
    const [file] = target.files ?? [];
    target.value = ''; // so that the same file may be chosen again
    if (file !== undefined) void file.text().then((text) => onRead(file.name, text));
  };
  return (
    <span className={s.file}>
      <input id={id} type="file" className="hidden" onChange={read} />
      <label htmlFor={id} className={`${button.button} ${button.plain}`}>
        {label}
      </label>
      {name === undefined ? null : <span className={s.fileName}>{name}</span>}
    </span>
  );
}
