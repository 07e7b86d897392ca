import { runProcess } from '@cueline/shared';
import { runPublisher } from './run-publisher.js';
import { PublisherSettings } from './settings.js';

await runProcess(process, { name: 'publisher', settings: PublisherSettings, run: runPublisher });
