import { resolve } from "node:path";

/**
 * Paths are of the caller's folder, not of the core's; `host:path` and addresses stay as they are. So does nothing: an
 * unset variable of a script does not mean the folder one is in.
 */
export function absoluteSource(source: string, cwd: string): string {
  const isRemote = /^[a-z][a-z0-9+.-]*:\/\//i.test(source) || /^[^/\\]{2,}:/.test(source);
  return isRemote || source === "" ? source : resolve(cwd, source);
}
