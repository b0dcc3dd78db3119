export { ItemPane } from "./item-pane.tsx";
