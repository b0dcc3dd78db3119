/** Says how much needs the user where the page is not in sight: in its title, and on the icon of an installed app. */
export function showCount(needs: number): void {
  document.title = needs === 0 ? "Drover" : `(${needs}) Drover`;
  // Browsers without badges have no such function, and one may refuse it outside of an installed app.
  if (!("setAppBadge" in navigator)) return;
  const shown = needs === 0 ? navigator.clearAppBadge() : navigator.setAppBadge(needs);
  shown.catch(() => {});
}
