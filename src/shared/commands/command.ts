/** Something the user can have done: the plain data of it, of which palette, keys, help and every menu are made. */
export interface CommandInfo {
  /** `<area>.<verb>`, for ever: the user's own keys are kept by it. */
  readonly id: string;
  /** In the imperative, as the palette shows it; it ends with `…` where it asks for more before it does something. */
  readonly title: string;
  readonly group: CommandGroup;
  /**
   * Keys, the first one shown. `Mod` is Command on a Mac and Control elsewhere; parts are joined by `+`;
   * strokes one after the other are separated by a blank.
   */
  readonly keys?: readonly string[];
  /** What it acts on besides the workspace: what has the focus, or what the palette then asks for. */
  readonly needs?: CommandTarget;
  /** Its keys count only where that has the focus (`data-keys` in the page), and there they come first. */
  readonly in?: CommandPart;
  /** More words it is found by. */
  readonly words?: string;
  /** Changes records, or sends something: not offered while the window shows a moment of the past. */
  readonly changes?: true;
  /** Ends or throws something away: the palette never puts it first because of a few letters that happen to fit. */
  readonly isGrave?: true;
}

export type CommandGroup =
  | "Go to"
  | "Work"
  | "Convoys"
  | "Projects"
  | "Merge queue"
  | "Agents"
  | "Terminal"
  | "Panes"
  | "Window"
  | "Review"
  | "Attention"
  | "Help";

/** Kinds of thing that a command may act on. */
export type CommandTarget = "item" | "agent" | "submission" | "review" | "convoy" | "project";

/** Parts of the window that may have keys of their own. */
export type CommandPart = "review" | "wall" | "terminal" | "attention" | "mail" | "board" | "feed";
