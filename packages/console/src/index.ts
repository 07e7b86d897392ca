export { ConsoleSettings } from './settings.js';
