export { CostPane } from "./cost-pane.tsx";
