export { ConvoyPane } from "./convoy-pane.tsx";
