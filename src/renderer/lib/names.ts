import { USER } from "../../shared/model/identity.ts";

/** Stands for the workspace where projects are chosen from; no project can be called so. */
export const WORKSPACE_SCOPE = "/";

/** The last segment of an identity path, or the whole of a project's name. */
export function lastPart(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

/** Who did something, as one says it to the user: `you`, or an agent's name. */
export function whoName(identity: string): string {
  return identity === USER ? "you" : lastPart(identity);
}

/** The last segment of a file path or URL, of either system. */
export function baseName(path: string): string {
  const trimmed = path.replace(/[/\\]+$/, "");
  return trimmed.slice(Math.max(trimmed.lastIndexOf("/"), trimmed.lastIndexOf("\\")) + 1);
}

/** Stable number from a text, for colours that stay with a name (FNV-1a). */
export function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    hash ^= text.charCodeAt(index);
    hash = Math.imul(hash, 0x01000193);
  }
  return hash >>> 0;
}

/** One item by its id, several by their number. */
export function countOf(items: readonly string[]): string {
  return items.length === 1 ? (items[0] ?? "") : `${items.length} items`;
}
