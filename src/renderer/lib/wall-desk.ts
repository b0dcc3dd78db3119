/** What commands ask of the wall of terminals that has the focus. */
export type WallDeed = "peek" | "nudge" | "read" | "larger" | "smaller" | "next-order" | "next-filter";

/** The wall the user looks at, as long as it is open. */
export interface WallDesk {
  run(deed: WallDeed): void;
}
