export { AttentionPane } from "./attention-pane.tsx";
