import { Link } from '@tanstack/react-router';
import { useConfig } from '../data/use-config.js';
import { Icon } from '../parts/icon.js';
import { VIEWS } from './views.js';
import s from './navigation.module.css';

/** In the head of a wide page, at the foot of a phone's. */
export function Navigation({ place }: { readonly place: 'head' | 'foot' }) {
  const { views } = useConfig();
  return (
    <nav className={s[place]} aria-label="Views">
      <ul>
        {views.map((view) => (
          <li key={view}>
            <Link
              to={VIEWS[view].path}
              className={s.link}
              activeProps={{ className: s.active }}
              activeOptions={{ exact: true, includeSearch: false }}
            >
              <Icon name={VIEWS[view].icon} className={s.icon} />
              {VIEWS[view].title}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
