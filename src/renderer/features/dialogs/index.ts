export { ConfirmDialog } from "./confirm-dialog.tsx";
export { CreateCrewDialog } from "./create-crew-dialog.tsx";
export { CreateItemDialog } from "./create-item-dialog.tsx";
export { KeyMapDialog } from "./key-map-dialog.tsx";
export { NudgeDialog } from "./nudge-dialog.tsx";
export { SlingDialog } from "./sling-dialog.tsx";
