import type { LoggedOut } from '../../contract/index.js';
import { post } from '../data/api.js';
import { useConfig } from '../data/use-config.js';
import { live } from '../data/use-live.js';
import { Button } from '../parts/button.js';
import s from './who.module.css';

const ROLES = { view: 'may look', analyse: 'may look, and try rules', operate: 'may act' } as const;

/** Ends the session here, and at the identity provider if it has a place for that. */
async function logOut(): Promise<void> {
  live.close(); // the console is about to: where the page goes then is decided here
  const done = await post<LoggedOut>('logout', {}).catch(() => undefined);
  if (done === undefined) live.resume();
  else if (done.location === undefined) location.reload();
  else location.assign(done.location);
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
