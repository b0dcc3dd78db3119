export { ReviewPane } from "./review-pane.tsx";
export { VerdictDialog } from "./verdict-dialog.tsx";
