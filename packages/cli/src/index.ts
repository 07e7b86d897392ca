export { backtestCall } from '@cueline/operate/backtest';
export { detectionsOf, type Detections } from './backtest/detections.js';
export { Labels, labelsFor, Occurrences } from './backtest/labels.js';
export { locatedRates, score, sumOf, type Counts } from './backtest/score.js';
export { settingNames } from './run/misspelt-settings.js';
