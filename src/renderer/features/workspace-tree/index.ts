export { WorkspaceTree } from "./workspace-tree.tsx";
