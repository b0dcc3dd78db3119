export { SalvagePane } from "./salvage-pane.tsx";
