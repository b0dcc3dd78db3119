/**
 * Dockview numbers floating groups by `aria-level`, which a dialog must not have. It reads that only to place panes that are
 * drawn apart from their groups, of which we have none, so that nothing changes but what screen readers are told. The answer
 * ends it.
 */
export function mendFloating(dock: HTMLElement): () => void {
  const mend = (element: Element) => {
    if (element.getAttribute("role") === "dialog" && element.hasAttribute("aria-level")) {
      element.removeAttribute("aria-level");
    }
  };
  const observer = new MutationObserver((changes) => {
    for (const { target, addedNodes } of changes) {
      if (target instanceof Element) mend(target);
      for (const added of addedNodes) if (added instanceof Element) mend(added);
    }
  });
  observer.observe(dock, { subtree: true, childList: true, attributes: true, attributeFilter: ["aria-level"] });
  for (const element of dock.querySelectorAll("[role=dialog][aria-level]")) mend(element);
  return () => {
    observer.disconnect();
  };
}
