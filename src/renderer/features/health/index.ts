export { HealthPane } from "./health-pane.tsx";
