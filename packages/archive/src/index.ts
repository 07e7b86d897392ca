export { ArchiveSettings, archiveSettings } from './settings.js';
export { GROUPS as archiveGroups } from './stream/sink.js';
export { forget, replayForgotten, type Forgotten, type Places } from './forget/forget.js';
export { createDays } from './report/days.js';
export { firstEndedAtMs, readReport } from './report/read-report.js';
export type { ReportRow } from './report/report-rows.js';
export { reportCsv, reportNdjson, reportTable } from './report/report-text.js';
export { setLegalHold } from './store/erasures.js';
export { openStore, StoreVersionError, type Store } from './store/open-store.js';
