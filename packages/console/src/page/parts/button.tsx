import type { ComponentProps } from 'react';
import s from './button.module.css';

interface ButtonProps extends ComponentProps<'button'> {
  /** `main`: what a dialog is for; `danger`: what cannot be taken back; `bare`: an icon in a bar. */
  readonly look?: 'main' | 'danger' | 'plain' | 'bare';
}

export function Button({ look = 'plain', className, type = 'button', ...rest }: ButtonProps) {
  // eslint-disable-next-line react/button-has-type -- it has one by default
  return <button type={type} className={`${s.button} ${s[look]} ${className ?? ''}`} {...rest} />;
}
