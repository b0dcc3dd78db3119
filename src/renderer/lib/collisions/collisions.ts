import type { ConflictFlagView } from "../../../shared/contract/conflict.ts";
import type { ConflictSide } from "../../../shared/model/conflict-flag.ts";
import { lastPart } from "../names.ts";

/** Whose work a flag is looked at for. */
export type FlagSubject = { readonly agent: string } | { readonly item: string };

/** Flags that stand on somebody's work, or on work on an item. */
export function flagsOn(flags: readonly ConflictFlagView[], of: FlagSubject): readonly ConflictFlagView[] {
  return flags.filter(({ cleared, sides }) => cleared === undefined && sides.some((side) => isOf(side, of)));
}

/** With what it would conflict, and in which files. */
export function collisionWords(flags: readonly ConflictFlagView[], of: FlagSubject): string {
  const others = flags.map(({ sides }) => {
    const other = sides.find((side) => !isOf(side, of)) ?? sides[1];
    return other.kind === "target" ? `what landed on ${other.branch}` : `${other.item} of ${lastPart(other.agent)}`;
  });
  const files = [...new Set(flags.flatMap((flag) => flag.files.map(({ path }) => path)))];
  const [first, ...rest] = files;
  const where = first === undefined ? "" : ` in ${first}${rest.length === 0 ? "" : ` and ${rest.length} more`}`;
  return `would conflict with ${[...new Set(others)].join(", ")}${where}`;
}

function isOf(side: ConflictSide, of: FlagSubject): boolean {
  if (side.kind === "target") return false;
  return "agent" in of ? side.agent === of.agent : side.item === of.item;
}
