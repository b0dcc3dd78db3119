import { z } from "zod";

/** `HH:MM`, 24 hours, in the time of the machine that tells the user. */
export const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "a time of day such as 22:30");

/**
 * How the user likes the window and what they are told. Kept in the workspace's settings file, so that every face and
 * every window agrees; nothing here changes what agents do. Each part is whole: a face that gets one part knows all of it.
 */
export const preferences = z.strictObject({
  look: z.strictObject({
    theme: z.enum(["system", "light", "dark"]),
    /** `high` draws every edge and no ink that is faint; `system` follows what the system asks for. */
    contrast: z.enum(["system", "normal", "high"]),
    /** How much air there is around a row. */
    density: z.enum(["compact", "comfortable", "spacious"]),
    motion: z.enum(["system", "reduced"]),
    /** Whether tips that were not yet put away are shown. */
    tips: z.boolean(),
  }),
  terminal: z.strictObject({
    /** A font family ahead of Drover's own; empty: Drover's own. */
    font: z.string().max(200),
    /** Pixels. */
    fontSize: z.int().min(8).max(32),
    /** Times the font's own height. */
    lineHeight: z.number().min(1).max(2),
    cursor: z.enum(["block", "bar", "underline"]),
    cursorBlink: z.boolean(),
    /** `auto` goes with the window's theme. */
    colours: z.enum(["auto", "dark", "light", "high-contrast", "solarized-dark", "solarized-light"]),
    /** Lines that an open terminal keeps to scroll back over; older ones are read from the history when asked for. */
    scrollback: z.int().min(500).max(50_000),
    copyOnSelect: z.boolean(),
    /** Says what is printed to screen readers, at the price of speed. */
    screenReader: z.boolean(),
  }),
  keys: z.strictObject({
    /** Keys of commands in place of their own, by command; an empty list takes a command its keys. */
    bindings: z.record(z.string(), z.array(z.string().min(1).max(40)).max(4)),
    /** A stroke such as `Ctrl+B` after which one more does what tmux would; empty: none. */
    prefix: z.string().max(40),
    /** Whether a letter alone is a command where no text is typed; off for whoever speaks or slips into keys. */
    letters: z.boolean(),
    /** Summons the app from anywhere, such as `Ctrl+Alt+D`; empty: none. Desktop app only. */
    summon: z.string().max(60),
  }),
  notifications: z.strictObject({
    /** Whether the desktop is told, besides the window. */
    desktop: z.boolean(),
    sound: z.boolean(),
    /** From when to when only what is urgent is told on the desktop, over midnight too; undefined: never quiet. */
    quietHours: z.strictObject({ from: timeOfDay, to: timeOfDay }).optional(),
    /** Kinds of notification that are told in another way than their own; `off` keeps them from being told at all. */
    kinds: z.record(z.string(), z.enum(["off", "quiet", "normal", "urgent"])),
  }),
  app: z.strictObject({
    /** What quitting the desktop app does with agents at work. */
    quit: z.enum(["ask", "keep", "hand-off", "stop"]),
    /** Which releases the desktop app tells of and fetches. */
    updates: z.enum(["stable", "beta", "off"]),
  }),
  editor: z.strictObject({
    /** What opens a file at a line, with `{file}` and `{line}`, such as `code -g {file}:{line}`; empty: Drover shows it. */
    command: z.string().max(1_000),
  }),
});
export type Preferences = z.infer<typeof preferences>;
