export { ArchiveSettings, archiveSettings } from './settings.js';
export { GROUPS as archiveGroups } from './stream/sink.js';
export { openStore, StoreVersionError, type Store } from './store/open-store.js';
