export { type LineKind, ShownMessage } from './contract/panel.js';
export { LONGEST_LINK_MS, type PanelTarget, signLink } from './link/link.js';
export { panelSecretSetting, PanelSettings, panelUrlSetting } from './settings.js';
