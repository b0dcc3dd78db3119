import { NAME_PATTERN } from "../../../shared/model/identity.ts";

const MAX_NAME = 40;
const MAX_PREFIX = 8;

/** A project's name from the last part of a path or URL, whatever that is made of. Always valid; `repository` when nothing is left. */
export function suggestName(origin: string, isTaken: (name: string) => boolean): string {
  const last =
    origin
      .replace(/[/\\]+$/, "")
      .split(/[/\\:]/)
      .at(-1) ?? "";
  const plain = last
    .replace(/\.git$/i, "")
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+/, "")
    .slice(0, MAX_NAME)
    .replace(/-+$/, "");
  return numbered(NAME_PATTERN.test(plain) ? plain : "repository", MAX_NAME, isTaken);
}

/** What items' ids begin with: short, and nobody else's. */
export function suggestPrefix(name: string, isTaken: (prefix: string) => boolean): string {
  const letters = name.replace(/^[^a-z]+/, "") || "p";
  const short = letters.length <= MAX_PREFIX ? letters : initials(letters);
  return numbered(short.replace(/-+$/, ""), MAX_PREFIX + 2, isTaken);
}

/** `gate-keeper-two` → `gkt`; a single long word is cut. */
function initials(name: string): string {
  const parts = name.split("-").filter((part) => part !== "");
  return parts.length > 1 ? parts.map((part) => part[0]).join("") : name.slice(0, 4);
}

function numbered(base: string, max: number, isTaken: (candidate: string) => boolean): string {
  for (let n = 1; ; n++) {
    const suffix = n === 1 ? "" : String(n);
    const candidate = base.slice(0, max - suffix.length) + suffix;
    if (!isTaken(candidate)) return candidate;
  }
}
