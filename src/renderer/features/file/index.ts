export { FilePane } from "./file-pane.tsx";
