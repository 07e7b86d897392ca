import { Link } from '@tanstack/react-router';
import { useConfig } from '../data/use-config.js';
import { Icon } from '../parts/icon.js';
import { KeysButton } from './keys-button.js';
import { Navigation } from './navigation.js';
import { PauseButton } from './pause-button.js';
import { SearchButton } from './search-button.js';
import { ThemeButton } from './theme-button.js';
import { Who } from './who.js';
import s from './bar.module.css';

export function Bar() {
  const { prefix, views } = useConfig();
  return (
    <header className={s.bar}>
      <Link to="/" className={s.mark}>
        <Icon name="cued" className={s.sign} />
        Cueline
        {prefix === 'cueline' ? null : <span className={s.prefix}>{prefix}</span>}
      </Link>
      {views.length > 1 ? <Navigation place="head" /> : null}
      <div className={s.tools}>
        <SearchButton />
        <PauseButton />
        <ThemeButton />
        <KeysButton />
        <Who />
      </div>
    </header>
  );
}
