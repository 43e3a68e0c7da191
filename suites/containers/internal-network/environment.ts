/** Settings of a process in a container. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** A setting that has to be there. @throws {TypeError} */
export function required(environment: Environment, name: string): string {
  const value = environment[name];
  if (!value) throw new TypeError(`${name} is not set.`);
  return value;
}
