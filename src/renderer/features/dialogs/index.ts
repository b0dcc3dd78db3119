export { WorkDialog } from "./work-dialog.tsx";
