import { runProcess } from '@cueline/shared';
import { runArchive } from './run-archive.js';
import { ArchiveSettings } from './settings.js';

await runProcess(process, { name: 'archive', settings: ArchiveSettings, run: runArchive });
