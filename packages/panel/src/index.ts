export { LONGEST_LINK_MS, type PanelTarget, signLink } from './link/link.js';
export { panelSecretSetting, PanelSettings, panelUrlSetting } from './settings.js';
