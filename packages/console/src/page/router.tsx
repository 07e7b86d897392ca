import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { BASE } from './data/base.js';
import { Now } from './now/now.js';
import { readWallSearch } from './now/wall-search.js';
import { readReportSearch } from './reports/report-search.js';
import { Shell } from './shell/shell.js';
import { Button } from './parts/button.js';
import { Failed, Note } from './parts/note.js';

const root = createRootRoute({
  component: Shell,
  notFoundComponent: () => <Note icon="search" title="There is no such page" />,
  errorComponent: ({ error }) => (
    <Failed error={error}>
      <Button onClick={() => location.reload()}>Try again</Button>
    </Failed>
  ),
});
const at = () => root;

const routes = [
  createRoute({ getParentRoute: at, path: '/', component: Now, validateSearch: readWallSearch }),
  createRoute({
    getParentRoute: at,
    path: '/calls/$id',
    component: lazyRouteComponent(() => import('./call/call.js'), 'Call'),
  }),
  createRoute({
    getParentRoute: at,
    path: '/flow',
    component: lazyRouteComponent(() => import('./flow/flow.js'), 'Flow'),
  }),
  createRoute({
    getParentRoute: at,
    path: '/queues',
    component: lazyRouteComponent(() => import('./queues/queues.js'), 'Queues'),
  }),
  createRoute({
    getParentRoute: at,
    path: '/rules',
    component: lazyRouteComponent(() => import('./rules/rules.js'), 'Rules'),
  }),
  createRoute({
    getParentRoute: at,
    path: '/reports',
    component: lazyRouteComponent(() => import('./reports/reports.js'), 'Reports'),
    validateSearch: readReportSearch,
  }),
  createRoute({
    getParentRoute: at,
    path: '/audit',
    component: lazyRouteComponent(() => import('./audit/audit.js'), 'Audit'),
  }),
] as const;

export const router = createRouter({
  routeTree: root.addChildren(routes),
  basepath: BASE === '' ? '/' : BASE,
  defaultPreload: 'intent',
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
