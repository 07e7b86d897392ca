import { CSPProvider } from '@base-ui/react/csp-provider';
import { Dialog } from '@base-ui/react/dialog';
import type { ReactNode, RefObject } from 'react';
import s from './dialog.module.css';

interface ModalProps {
  readonly title: string;
  readonly isTitleHidden?: boolean;
  readonly className?: string | undefined;
  /** What gets the focus back; default: what had it. */
  readonly opener?: RefObject<HTMLElement | null>;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** A dialog that changes nothing; it is open as long as it is rendered. */
export function Modal({ title, isTitleHidden = false, className, opener, onClose, children }: ModalProps) {
  return (
    <CSPProvider disableStyleElements>
      <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
        <Dialog.Portal>
          <Dialog.Backdrop className={s.backdrop} />
          <Dialog.Popup
            className={`${s.popup} ${className ?? ''}`}
            finalFocus={opener && (() => opener.current ?? false)}
          >
            <Dialog.Title className={isTitleHidden ? 'hidden' : s.title}>{title}</Dialog.Title>
            {children}
          </Dialog.Popup>
        </Dialog.Portal>
      </Dialog.Root>
    </CSPProvider>
  );
}
