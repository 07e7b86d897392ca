import type { ReactNode } from 'react';
import { Icon } from './icon.js';
import { kindOf } from './kinds.js';
import s from './tag.module.css';
import tone from './tone.module.css';

interface TagProps {
  /** A verdict, or the kind of a chip. */
  readonly kind: string;
  /** In place of the word of this kind. */
  readonly children?: ReactNode;
  readonly isSolid?: boolean;
}

/** A verdict as a word with a shape and a colour. */
export function Tag({ kind, children, isSolid = false }: TagProps) {
  const { word, icon, tone: name } = kindOf(kind);
  return (
    <span className={`${s.tag} ${isSolid ? s.solid : ''} ${tone[name]}`}>
      <Icon name={icon} />
      <span>{children ?? word}</span>
    </span>
  );
}
