export { ItemGraph } from "./item-graph.tsx";
export { WorkGraph } from "./work-graph.tsx";
