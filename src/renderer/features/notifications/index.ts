export { NotificationsPanel } from "./notifications-panel.tsx";
export { ToastList } from "./toast-list.tsx";
