import "./ui/base.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App, Workbench } from "./app/app.tsx";
import { bootstrap } from "./app/bootstrap.ts";

const root = document.querySelector("#root");
if (root === null) throw new Error("index.html has no #root");
createRoot(root).render(
  <StrictMode>
    <App {...bootstrap(window)} />
  </StrictMode>,
);
void Workbench.ahead();
