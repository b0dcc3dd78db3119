export { MergeQueue } from "./merge-queue.tsx";
