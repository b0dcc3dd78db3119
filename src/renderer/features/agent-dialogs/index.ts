export { AgentDialog } from "./agent-dialog.tsx";
