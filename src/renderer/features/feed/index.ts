export { Feed } from "./feed.tsx";
