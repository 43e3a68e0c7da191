import { nameText } from './quote.ts';

/** Path of a member: `bypass.domainPatterns`, or `bypass["odd-name"]` where the name is no identifier. */
export function memberPath(path: string, name: string): string {
  if (!/^[A-Za-z_$][\w$]*$/.test(name)) return `${path}[${JSON.stringify(nameText(name))}]`;
  return path === '' ? name : `${path}.${name}`;
}

/** Path of a list's item: `proxies[0]`. */
export function itemPath(path: string, index: number): string {
  return `${path}[${index}]`;
}
