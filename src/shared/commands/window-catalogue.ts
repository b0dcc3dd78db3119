import type { CommandInfo } from "./command.ts";

/** Commands of the window as a whole, and help. */
export const windowCatalogue = [
  { id: "sidebar.toggle", title: "Show or hide the workspace tree", group: "Window", keys: ["Mod+B"] },
  {
    id: "sidebar.rail",
    title: "Narrow or widen the sidebar",
    group: "Window",
    keys: ["Mod+Shift+B"],
    words: "rail compact tree icons",
  },
  { id: "theme.toggle", title: "Light, dark or as the system", group: "Window", words: "appearance colour theme" },
  { id: "theme.light", title: "Light theme", group: "Window", words: "appearance colour" },
  { id: "theme.dark", title: "Dark theme", group: "Window", words: "appearance colour" },
  { id: "theme.system", title: "Theme of the system", group: "Window", words: "appearance colour auto" },
  {
    id: "contrast.toggle",
    title: "High contrast, or as the system",
    group: "Window",
    words: "appearance accessibility colour edges",
  },
  { id: "density.compact", title: "Compact density", group: "Window", words: "appearance small tight space rows" },
  { id: "density.comfortable", title: "Comfortable density", group: "Window", words: "appearance normal space rows" },
  { id: "density.spacious", title: "Spacious density", group: "Window", words: "appearance large wide space rows" },
  {
    id: "messages.dismiss",
    title: "Dismiss the messages in the corner",
    group: "Window",
    keys: ["Mod+Shift+D"],
    words: "toasts clear hide close notifications",
  },
  {
    id: "messages.act",
    title: "Do what the newest message offers",
    group: "Window",
    keys: ["Mod+Shift+Y"],
    words: "toast undo show button yes",
  },
  { id: "tips.again", title: "Show all tips again", group: "Help", words: "hints help learn" },
  { id: "help.keys", title: "Keyboard map", group: "Help", keys: ["?", "Prefix ?"], words: "shortcuts help" },
] as const satisfies readonly CommandInfo[];
