import type { Change } from './supervise.js';

/** What happened to a service, as one line. */
export function changeLine(change: Change): string {
  return `${change.name}${describe(change)}`;
}

function describe(change: Change): string {
  switch (change.kind) {
    case 'started':
    case 'restarted':
      return ` ${change.kind}${change.pid === undefined ? '' : ` (pid ${change.pid})`}`;
    case 'ready':
      return ` ready at ${change.at}`;
    case 'told':
      return `: ${change.line}`;
    case 'died':
      return ` died: ${change.how}; starting it again in ${(change.restartInMs / 1000).toFixed(1)} s`;
    case 'hung':
      return ` does not answer any more: ending it, to start it again`;
    case 'stopped':
      return ' stopped';
    default:
      return change satisfies never;
  }
}
