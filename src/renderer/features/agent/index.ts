export { AgentPane } from "./agent-pane.tsx";
