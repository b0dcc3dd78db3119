import type { ConflictFlagView } from "../../shared/contract/conflict.ts";
import type { ConflictSide, FlagEnd } from "../../shared/model/conflict-flag.ts";
import type { IdentityPath } from "../../shared/model/identity.ts";
import type { Face } from "./items.ts";
import { neutralise } from "./neutralise.ts";
import type { Style } from "./style.ts";
import { ago } from "./time.ts";

const ENDS: Readonly<Record<FlagEnd, string>> = {
  merges: "they merge now",
  landed: "one of them has landed",
  ended: "one of them is over",
  off: "early warning was switched off",
};

/** Files of a flag that are named before the rest is counted. */
const FILES_SHOWN = 10;

/** Each flag with its two sides and the files they collide in. */
export function flagList(flags: readonly ConflictFlagView[], { style }: Face): string {
  return flags.map((flag) => flagCard(flag, style)).join("\n");
}

function flagCard(flag: ConflictFlagView, style: Style): string {
  const { files, fileCount, cleared, sides } = flag;
  const head =
    cleared === undefined
      ? style("yellow", `would conflict since ${ago(flag.raisedAt)}`)
      : style("green", `${ENDS[cleared.why]}, ${ago(cleared.at)}`);
  const named = files
    .slice(0, FILES_SHOWN)
    .map(({ path, kind }) => `  ${style("dim", kind.padEnd(14))} ${neutralise(path)}\n`);
  const more = fileCount - named.length;
  return [
    `${style("cyan", flag.project)}  ${head}\n`,
    ...sides.map((side) => `  ${sideText(side, flag.titles, style)}\n`),
    ...named,
    more > 0 ? `  ${style("dim", `and ${more} more`)}\n` : "",
  ].join("");
}

function sideText(side: ConflictSide, titles: ConflictFlagView["titles"], style: Style): string {
  if (side.kind === "target") {
    const changes = side.changes.map(({ subject }) => `“${neutralise(subject)}”`).join(", ");
    return `${neutralise(side.branch)}${changes === "" ? "" : `  ${style("dim", changes)}`}`;
  }
  const title = titles[side.item];
  const waits = side.submission === undefined ? "" : style("dim", `  submitted as ${side.submission}`);
  return `${side.agent}  ${style("cyan", side.item)}${title === undefined ? "" : `  ${neutralise(title)}`}${waits}`;
}

/** Beside an agent: with whom each of its branches would conflict, one a line. */
export function flagsOfAgent(flags: readonly ConflictFlagView[], agent: IdentityPath, style: Style): string {
  return flags
    .map((flag) => {
      const [one, other] = flag.sides;
      const across = one.kind === "work" && one.agent === agent ? other : one;
      const files = flag.files.slice(0, 3).map(({ path }) => neutralise(path));
      const more = flag.fileCount > files.length ? ` and ${flag.fileCount - files.length} more` : "";
      const where = style("yellow", `${files.join(", ")}${more}`);
      return `would conflict with ${sideText(across, flag.titles, style)} in ${where}\n`;
    })
    .join("");
}
