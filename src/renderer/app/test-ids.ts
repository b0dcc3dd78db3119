/**
 * Where tests find things. Most have roles and names, which tests should prefer; these are for what has none.
 *
 * | what | how to find it |
 * | --- | --- |
 * | first run | `data-testid="first-run"`; buttons "Try the demo", "Add a repository" |
 * | add a repository | dialog or page with field "Path or URL", button "Look at it", then field "Name", button "Add project" |
 * | workspace tree | role tree "Workspace"; rows are treeitems named `<name>, <state>`; `data-agent` / `data-project` hold paths |
 * | board | `data-testid="board"`; columns are lists named `Ready, 3 items`, `data-column`; cards have `data-item` and `data-stage` |
 * | board filter | textbox "Filter the board" |
 * | convoy strip | `data-testid="convoy"`, `data-convoy`; its progress bar; buttons "Start convoy" / "Pause convoy" |
 * | drop on agents while dragging | treeitems, terminal panes (`data-agent`), and `data-drop-target="<identity or project>"` in the dock below the board |
 * | sling by keyboard | focus a card, press S: dialog "Sling …", a listbox of targets, Enter |
 * | terminal | `data-testid="terminal"` with `data-agent`, `data-phase` (parked, opening, live, exited, failed), `data-mode` (watch, control), `data-renderer` (webgl, dom) |
 * | text of a terminal | `window.droverTerminalText(agent)`: the visible screen as text |
 * | item view | `data-testid="item"` with `data-item`, `data-stage`; the trail is a list named "Trail" |
 * | merge queue | `data-testid="queue"`; rows have `data-submission`, `data-state` |
 * | feed | `data-testid="feed"` |
 * | notifications | button "Notifications…"; panel `data-testid="notifications"`; toasts have `data-testid="toast"` |
 * | palette | dialog "Search or run a command" with a combobox |
 * | connection | `<html data-connection>`: connecting, connected, reconnecting, refused |
 * | counts in the status bar | `data-count="at-work" | "needs-you" | "in-queue"` |
 */
export {};
