/** Whether a setting is given, itself or as a file. */
export function isGiven(name: string, env: NodeJS.ProcessEnv): boolean {
  return [name, `${name}_FILE`].some((variable) => (env[variable] ?? '').trim() !== '');
}
