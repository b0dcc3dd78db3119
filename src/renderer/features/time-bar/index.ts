export { PastDialog } from "./past-dialog.tsx";
export { TimeBar } from "./time-bar.tsx";
