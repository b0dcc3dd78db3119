import type { Preferences } from "./preferences.ts";
import type { SettingWords } from "./setting-shape.ts";
import type { SettingKey } from "./settings.ts";

type PreferenceKey = Extract<SettingKey, `${keyof Preferences}.${string}`>;

const number = (min: number, max: number, step = 1) => ({ kind: "number", min, max, step }) as const;

/** The user's preferences in words. */
export const PREFERENCE_WORDS: Readonly<Record<PreferenceKey, SettingWords>> = {
  "look.theme": {
    section: "Look",
    title: "Theme",
    about: "Light or dark; `system` goes with what the system is set to.",
    shape: { kind: "choice", choices: { system: "Like the system", light: "Light", dark: "Dark" } },
    words: "colour color appearance",
  },
  "look.contrast": {
    section: "Look",
    title: "Contrast",
    about: "`high` draws every edge and no faint text; `system` follows what the system asks for.",
    shape: { kind: "choice", choices: { system: "Like the system", normal: "Normal", high: "High" } },
    words: "accessibility",
  },
  "look.density": {
    section: "Look",
    title: "Density",
    about: "How much air there is around rows.",
    shape: { kind: "choice", choices: { compact: "Compact", comfortable: "Comfortable", spacious: "Spacious" } },
    words: "spacing compact size",
  },
  "look.motion": {
    section: "Look",
    title: "Motion",
    about: "`reduced` leaves out movement; `system` follows what the system asks for.",
    shape: { kind: "choice", choices: { system: "Like the system", reduced: "Reduced" } },
    words: "animation accessibility",
  },
  "look.tips": {
    section: "Look",
    title: "Tips",
    about: "Shows tips that you have not put away yet.",
    shape: { kind: "switch" },
    words: "hints help",
  },
  "terminal.font": {
    section: "Terminal",
    title: "Font",
    about: "A font family of your machine, ahead of Drover's own.",
    shape: { kind: "text", example: "Fira Code" },
    otherwise: "Drover's own font",
  },
  "terminal.fontSize": {
    section: "Terminal",
    title: "Font size",
    about: "Size of the letters.",
    shape: number(8, 32),
    unit: "pixels",
  },
  "terminal.lineHeight": {
    section: "Terminal",
    title: "Line height",
    about: "Height of a line, in heights of the font.",
    shape: number(1, 2, 0.05),
    unit: "times",
  },
  "terminal.cursor": {
    section: "Terminal",
    title: "Cursor",
    about: "Shape of the cursor.",
    shape: { kind: "choice", choices: { block: "Block", bar: "Bar", underline: "Underline" } },
  },
  "terminal.cursorBlink": {
    section: "Terminal",
    title: "Blinking cursor",
    about: "Lets the cursor blink.",
    shape: { kind: "switch" },
  },
  "terminal.colours": {
    section: "Terminal",
    title: "Colours",
    about: "Colours of the screen; `auto` goes with the window's theme.",
    shape: {
      kind: "choice",
      choices: {
        auto: "Like the window",
        dark: "Dark",
        light: "Light",
        "high-contrast": "High contrast",
        "solarized-dark": "Solarized dark",
        "solarized-light": "Solarized light",
      },
    },
    words: "theme color palette",
  },
  "terminal.scrollback": {
    section: "Terminal",
    title: "Lines to scroll back",
    about: "Lines that an open terminal keeps; older ones are read from the history when asked for.",
    shape: number(500, 50_000, 500),
    unit: "lines",
    words: "history buffer",
  },
  "terminal.copyOnSelect": {
    section: "Terminal",
    title: "Copy what is selected",
    about: "Copies text as soon as it is selected.",
    shape: { kind: "switch" },
    words: "clipboard",
  },
  "terminal.screenReader": {
    section: "Terminal",
    title: "Screen reader",
    about: "Says what is printed to screen readers, at the price of speed.",
    shape: { kind: "switch" },
    words: "accessibility",
  },
  "keys.bindings": {
    section: "Keys",
    title: "Keys of commands",
    about:
      "Keys in place of a command's own, by command; an empty list takes a command its keys. `Mod` is Command on a Mac and Control elsewhere.",
    shape: { kind: "table", example: '{ "view.board" = ["Mod+1"], "item.close" = [] }' },
    words: "shortcut keyboard keymap",
  },
  "keys.prefix": {
    section: "Keys",
    title: "Prefix",
    about: "A stroke after which one more does what tmux would.",
    shape: { kind: "text", example: "Ctrl+B" },
    otherwise: "none",
    words: "tmux shortcut keyboard",
  },
  "keys.letters": {
    section: "Keys",
    title: "Letters as commands",
    about:
      "A letter alone, such as N, is a command where no text is typed; turn it off if you speak to your computer, or slip into keys.",
    shape: { kind: "switch" },
    words: "shortcut keyboard accessibility voice",
  },
  "keys.summon": {
    section: "Keys",
    title: "Summon",
    about: "Brings the desktop app to the front from anywhere.",
    shape: { kind: "text", example: "Ctrl+Alt+D" },
    otherwise: "none",
    words: "global shortcut keyboard",
  },
  "notifications.desktop": {
    section: "Notifications",
    title: "Tell the desktop",
    about: "Notifications appear on the desktop, besides the window.",
    shape: { kind: "switch" },
  },
  "notifications.sound": {
    section: "Notifications",
    title: "Sound",
    about: "Notifications may be heard.",
    shape: { kind: "switch" },
  },
  "notifications.quietHours": {
    section: "Notifications",
    title: "Quiet hours",
    about: "From when to when only what is urgent is told on the desktop, over midnight too.",
    shape: { kind: "table", example: '{ from = "22:00", to = "07:30" }' },
    otherwise: "never quiet",
    words: "do not disturb night",
  },
  "notifications.kinds": {
    section: "Notifications",
    title: "Kinds",
    about: "How a kind of notification is told in place of its own way: `off`, `quiet`, `normal` or `urgent`.",
    shape: { kind: "table", example: '{ "submission-sent-back" = "off", "convoy-landed" = "urgent" }' },
    words: "mute",
  },
  "app.quit": {
    section: "App",
    title: "When quitting",
    about:
      "What quitting the desktop app does with agents at work: `keep` leaves them at work, `hand-off` lets them come to a good point and saves everything, `stop` ends them.",
    shape: {
      kind: "choice",
      choices: { ask: "Ask", keep: "Leave agents at work", "hand-off": "Hand off and stop", stop: "Stop agents" },
    },
    words: "exit close",
  },
  "app.updates": {
    section: "App",
    title: "Updates",
    about: "Which releases the desktop app tells of. None is fetched without asking.",
    shape: { kind: "choice", choices: { stable: "Releases", beta: "Test releases too", off: "None" } },
    words: "upgrade version channel",
  },
  "editor.command": {
    section: "Editor",
    title: "Editor",
    about: "What opens a file of an agent's worktree, with `{file}` and `{line}`.",
    shape: { kind: "text", example: "code -g {file}:{line}" },
    otherwise: "Drover shows the file",
    words: "vscode vim zed open",
  },
};
