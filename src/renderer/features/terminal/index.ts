export { TerminalPane } from "./terminal-pane.tsx";
export { TerminalPoolProvider } from "./terminal-pool.tsx";
