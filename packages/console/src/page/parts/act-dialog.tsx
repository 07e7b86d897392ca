import { AlertDialog } from '@base-ui/react/alert-dialog';
import { CSPProvider } from '@base-ui/react/csp-provider';
import { type FormEvent, type ReactNode, useId, useState } from 'react';
import type { ActName } from '../../contract/index.js';
import { countText } from '../data/number-text.js';
import { sentence } from '../data/sentence.js';
import { Button } from './button.js';
import { Field } from './field.js';
import { takeFocus } from './take-focus.js';
import { useAct } from './use-act.js';
import s from './dialog.module.css';

export interface ActDialogProps {
  readonly act: ActName;
  readonly title: string;
  /** What the button says. */
  readonly verb: string;
  /** What it is done to, by id, held as it was when the dialog opened: rows may move meanwhile. */
  readonly body: object;
  /** What a preview is asked for with, if not all of `body` is given yet. */
  readonly previewBody?: object;
  readonly isDanger?: boolean;
  /** Whether all that is asked for was given. */
  readonly isReady?: boolean;
  readonly onClose: () => void;
  /** What is asked for. */
  readonly children?: ReactNode;
}

/** Says what an act would do, has it confirmed, does it in parts, and says what came of it. */
export function ActDialog({
  act,
  title,
  verb,
  body,
  previewBody = body,
  isDanger = false,
  isReady = true,
  onClose,
  children,
}: ActDialogProps) {
  const form = useId();
  const [typed, setTyped] = useState('');
  const { preview, run, done, stop } = useAct(act, body, previewBody);
  const result = run.data;
  const word = preview.data?.typed;
  const mayRun =
    isReady && preview.data !== undefined && preview.data.matches > 0 && (word === undefined || typed === word);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (mayRun && !run.isPending) run.mutate();
  };
  return (
    <CSPProvider disableStyleElements>
      <AlertDialog.Root open onOpenChange={(open) => !open && !run.isPending && onClose()}>
        <AlertDialog.Portal>
          <AlertDialog.Backdrop className={s.backdrop} />
          <AlertDialog.Popup className={s.popup}>
            <AlertDialog.Title className={s.title}>{title}</AlertDialog.Title>
            {result === undefined ? (
              <>
                <AlertDialog.Description className={s.text} aria-live="polite">
                  {preview.data?.sentence ?? preview.error?.message ?? 'Looking what this would do …'}
                </AlertDialog.Description>
                <form id={form} className={s.form} onSubmit={submit}>
                  {children}
                  {word === undefined ? null : (
                    <Field label={`These are many. Type “${word}” to go on`}>
                      {(control) => (
                        <input
                          {...control}
                          value={typed}
                          autoComplete="off"
                          onChange={({ target }) => setTyped(target.value)}
                        />
                      )}
                    </Field>
                  )}
                </form>
                {run.isPending && done > 0 ? <p role="status">{countText(done)} done …</p> : null}
                {run.error === null ? null : (
                  <p className={s.failed} role="alert">
                    {run.error.message}
                  </p>
                )}
                <div className={s.actions}>
                  {run.isPending ? (
                    <Button onClick={stop}>Stop</Button>
                  ) : (
                    <AlertDialog.Close render={<Button />}>Cancel</AlertDialog.Close>
                  )}
                  <Button
                    look={isDanger ? 'danger' : 'main'}
                    type="submit"
                    form={form}
                    disabled={!mayRun || run.isPending}
                  >
                    {verb}
                  </Button>
                </div>
              </>
            ) : (
              <>
                <p role="status">{sentence(result.sentence)}</p>
                {result.complaints.length === 0 ? null : (
                  <ul className={s.text}>
                    {result.complaints.map((complaint) => (
                      <li key={complaint}>{complaint}</li>
                    ))}
                  </ul>
                )}
                <div className={s.actions}>
                  <AlertDialog.Close ref={takeFocus} render={<Button look="main" />}>
                    Close
                  </AlertDialog.Close>
                </div>
              </>
            )}
          </AlertDialog.Popup>
        </AlertDialog.Portal>
      </AlertDialog.Root>
    </CSPProvider>
  );
}
