export { closest } from './closest.js';
export type { Explanation } from './explain-syntax.js';
export { formatFileMistake, type FileMistake, type FilePlace } from './file-mistake.js';
export { findShapeMistakes, type FileShape, type Mistake } from './find-shape-mistakes.js';
export { keysAt } from './schema-walk.js';
export {
  MAX_YAML_BYTES,
  parseYamlDocument,
  type Path,
  type Spot,
  type YamlAdvice,
  type YamlDocument,
} from './yaml-document.js';
