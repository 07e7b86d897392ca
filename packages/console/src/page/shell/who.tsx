import type { LoggedOut } from '../../contract/index.js';
import { post } from '../data/api.js';
import { useConfig } from '../data/use-config.js';
import { Button } from '../parts/button.js';
import s from './who.module.css';

const ROLES = { view: 'may look', analyse: 'may look, and try rules', operate: 'may act' } as const;

/** Ends the session here, and at the identity provider if it has a place for that. */
async function logOut(): Promise<void> {
  const { location: elsewhere } = await post<LoggedOut>('logout', {});
  if (elsewhere === undefined) location.reload();
  else location.assign(elsewhere);
}

/** Who looks, and as what. */
export function Who() {
  const { viewer } = useConfig();
  if (viewer === undefined || !viewer.canLogOut) return null;
  const scope = Object.entries(viewer.scope ?? {}).map(([name, values]) => `${name}: ${values.join(', ')}`);
  return (
    <div className={s.who}>
      <span className={s.name} title={scope.length === 0 ? undefined : `Sees calls with ${scope.join('; ')}`}>
        {viewer.name} <span className={s.role}>{ROLES[viewer.role]}</span>
      </span>
      <Button look="bare" onClick={() => void logOut()}>
        Log out
      </Button>
    </div>
  );
}
