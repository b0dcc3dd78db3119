export { ItemGraph } from "./item-graph.tsx";
