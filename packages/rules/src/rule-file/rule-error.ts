export {
  type FileMistake as RuleError,
  type FilePlace,
  formatFileMistake as formatRuleError,
} from '@cueline/shared/documents';
