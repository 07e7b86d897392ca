/** Attributes that calls must have for a viewer to see them: one of the values each. */
export type Scope = Readonly<Record<string, readonly string[]>>;

/** Whether calls with these attributes are in a scope; without one all are. */
export function isInScope(scope: Scope | undefined, attributes: Readonly<Record<string, string>>): boolean {
  if (scope === undefined) return true;
  return Object.entries(scope).every(([name, values]) => {
    const value = Object.hasOwn(attributes, name) ? attributes[name] : undefined;
    return value !== undefined && values.includes(value);
  });
}
