export { backtestCall, type CallResult } from './backtest/backtest-call.js';
export { detectionsOf } from './backtest/detections.js';
export { Labels, labelsFor, Occurrences } from './backtest/labels.js';
export { score } from './backtest/score.js';
export { scoreTable } from './backtest/score-table.js';
export { ExitCode } from './exit-code.js';
