export { TipLine } from "./tip-line.tsx";
