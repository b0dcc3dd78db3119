export { TerminalSearchPane } from "./terminal-search-pane.tsx";
