import type { CommandInfo } from "./command.ts";

/** Commands of the wall of terminals. Their keys count where a tile has the focus, ahead of whatever else has them. */
export const wallCatalogue = [
  {
    id: "wall.peek",
    title: "Look closer at the tile",
    group: "Agents",
    keys: ["Space"],
    in: "wall",
    words: "wall peek enlarge screen",
  },
  { id: "wall.nudge", title: "Nudge the tile's agent…", group: "Agents", keys: ["N"], in: "wall", words: "wall tell" },
  {
    id: "wall.read",
    title: "Read the screen",
    group: "Agents",
    keys: ["R"],
    in: "wall",
    words: "wall screen reader say aloud text",
  },
  { id: "wall.larger", title: "Larger tiles", group: "Agents", keys: ["+", "="], in: "wall", words: "wall zoom in" },
  { id: "wall.smaller", title: "Smaller tiles", group: "Agents", keys: ["-"], in: "wall", words: "wall zoom out" },
  {
    id: "wall.order",
    title: "Order the wall another way",
    group: "Agents",
    keys: ["O"],
    in: "wall",
    words: "attention project name sort",
  },
  {
    id: "wall.filter",
    title: "Show other agents on the wall",
    group: "Agents",
    keys: ["F"],
    in: "wall",
    words: "filter all at work waiting",
  },
] as const satisfies readonly CommandInfo[];
