export { ArchiveSettings, archiveSettings } from './settings.js';
export { openStore, StoreVersionError, type Store } from './store/open-store.js';
