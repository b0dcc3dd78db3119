export { QuickCreateDialog } from "./quick-create-dialog.tsx";
