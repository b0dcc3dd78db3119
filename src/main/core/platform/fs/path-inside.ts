import path from "node:path";

/**
 * Whether a path lies within a folder, or is it. Both are compared as they are written: whoever has to reckon with
 * symbolic links resolves them first.
 */
export function isInside(folder: string, file: string): boolean {
  const relative = path.relative(path.resolve(folder), path.resolve(file));
  return relative !== ".." && !relative.startsWith(`..${path.sep}`) && !path.isAbsolute(relative);
}
