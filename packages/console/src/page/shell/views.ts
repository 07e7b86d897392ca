import type { View } from '../../contract/index.js';
import type { IconName } from '../parts/icon.js';

/** Where each view is, and what it answers. */
export const VIEWS = {
  now: { path: '/', title: 'Now', icon: 'now' },
  flow: { path: '/flow', title: 'Flow', icon: 'flow' },
  queues: { path: '/queues', title: 'Queues', icon: 'queues' },
  rules: { path: '/rules', title: 'Rules', icon: 'rules' },
  reports: { path: '/reports', title: 'Reports', icon: 'reports' },
  audit: { path: '/audit', title: 'Audit', icon: 'audit' },
} as const satisfies Record<View, { path: string; title: string; icon: IconName }>;

const views: readonly View[] = ['now', 'flow', 'queues', 'rules', 'reports', 'audit'];

/** The view that a path belongs to; a call belongs to none. */
export const viewAt = (pathname: string): View | undefined => views.find((view) => VIEWS[view].path === pathname);
