export { Backlog } from "./backlog.tsx";
