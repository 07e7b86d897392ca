import { Outlet, useRouterState } from '@tanstack/react-router';
import { Suspense, useEffect } from 'react';
import type { Config } from '../../contract/index.js';
import { useConfig } from '../data/use-config.js';
import { useLive } from '../data/use-live.js';
import { Loading, Note } from '../parts/note.js';
import { Bar } from './bar.js';
import { Health } from './health.js';
import { LogIn } from './log-in.js';
import { Navigation } from './navigation.js';
import { StaleBanner, useIsStale } from './stale-banner.js';
import { VIEWS, viewAt } from './views.js';
import s from './shell.module.css';

/** What stands around every view. */
export function Shell() {
  return (
    <Suspense fallback={<Loading what="the console" />}>
      <ShellInside />
    </Suspense>
  );
}

function ShellInside() {
  const config = useConfig();
  return config.viewer === undefined ? <LogIn config={config} /> : <Seen views={config.views} />;
}

function Seen({ views }: Pick<Config, 'views'>) {
  const { pathname, isWall } = useRouterState({
    select: ({ location }) => ({
      pathname: location.pathname,
      isWall: location.pathname === '/' && location.search.wall === true,
    }),
    structuralSharing: true,
  });
  const view = viewAt(pathname);
  useTitle(view === undefined ? 'Call' : VIEWS[view].title);
  useEffect(() => {
    document.documentElement.toggleAttribute('data-wall', isWall);
  }, [isWall]);
  const isStale = useIsStale();
  return (
    <div className={s.shell}>
      <a className={s.skip} href="#main">
        Skip to the view
      </a>
      {isWall ? null : <Bar />}
      <Health isWall={isWall} />
      <StaleBanner />
      <main id="main" tabIndex={-1} className={`${s.main} ${isStale ? s.stale : ''}`}>
        {view !== undefined && !views.includes(view) ? (
          <Note icon="barred" title="You may not see this">
            Whoever runs this console decides who sees {VIEWS[view].title}.
          </Note>
        ) : (
          <Suspense fallback={<Loading what="the view" />}>
            <Outlet />
          </Suspense>
        )}
      </main>
      {isWall ? null : <Navigation place="foot" />}
    </div>
  );
}

/** What is owed stands in the title, too, so that it is seen in a tab that is not. */
function useTitle(view: string) {
  const owed = useLive(({ wall }) => (wall === undefined ? 0 : wall.urgencies.critical + wall.urgencies.owed));
  useEffect(() => {
    document.title = `${owed > 0 ? `(${owed}) ` : ''}${view} · Cueline`;
  }, [owed, view]);
}
