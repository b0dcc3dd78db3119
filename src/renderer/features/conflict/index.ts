export { ConflictPane } from "./conflict-pane.tsx";
